// Reads every file of a folder with dcmtk and converts it to float by slope and intercept; prints seconds for each of the rounds.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <set>
#include <vector>

int main(int argc, char **argv) {
  std::set<std::string> files;
  for (const auto &entry : std::filesystem::directory_iterator(argv[1]))
    if (entry.path().extension() == ".dcm") files.insert(entry.path());
  std::vector<float> volume;
  for (int round = 0; round < atoi(argv[2]); round++) {
    const auto begin = std::chrono::steady_clock::now();
    size_t at = 0;
    for (const auto &path : files) {
      DcmFileFormat file;
      if (file.loadFile(path.c_str()).bad()) return 1;
      auto *set = file.getDataset();
      Uint16 rows = 0, columns = 0;
      Float64 slope = 1, intercept = 0;
      const Uint16 *pixels = nullptr;
      set->findAndGetUint16(DCM_Rows, rows);
      set->findAndGetUint16(DCM_Columns, columns);
      set->findAndGetFloat64(DCM_RescaleSlope, slope);
      set->findAndGetFloat64(DCM_RescaleIntercept, intercept);
      if (set->findAndGetUint16Array(DCM_PixelData, pixels).bad()) return 1;
      const size_t count = (size_t)rows * columns;
      if (volume.empty()) volume.resize(count * files.size());
      const float s = (float)slope, o = (float)intercept;
      for (size_t i = 0; i < count; i++) volume[at + i] = (float)(Sint16)pixels[i] * s + o;
      at += count;
    }
    printf("%.6f\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  fprintf(stderr, "%f\n", volume[volume.size() / 2]);
  return 0;
}
