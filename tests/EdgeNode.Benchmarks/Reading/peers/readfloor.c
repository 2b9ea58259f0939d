/* The floor: reads every file of a folder into one buffer, finds (7FE0,0010) by walking the explicit VR headers, converts to float. */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static size_t pixel_data(const unsigned char *p, size_t n, uint32_t *length) {
  for (size_t i = 132; i + 12 <= n; ) {
    uint16_t group = p[i] | p[i + 1] << 8, element = p[i + 2] | p[i + 3] << 8;
    int is_long = !memcmp(p + i + 4, "OB", 2) || !memcmp(p + i + 4, "OW", 2) || !memcmp(p + i + 4, "SQ", 2) || !memcmp(p + i + 4, "UN", 2) || !memcmp(p + i + 4, "UT", 2);
    uint32_t l = is_long ? *(const uint32_t *)(p + i + 8) : (uint32_t)(p[i + 6] | p[i + 7] << 8);
    i += is_long ? 12 : 8;
    if (group == 0x7FE0 && element == 0x0010) { *length = l; return i; }
    i += l;
  }
  return 0;
}

int main(int argc, char **argv) {
  char *names[4096];
  int n = 0;
  DIR *d = opendir(argv[1]);
  for (struct dirent *e; (e = readdir(d)); )
    if (strstr(e->d_name, ".dcm")) names[n++] = strdup(e->d_name);
  qsort(names, n, sizeof *names, compare);
  unsigned char *file = malloc(16 << 20);
  float *volume = 0;
  for (int round = 0; round < atoi(argv[2]); round++) {
    double begin = now();
    size_t at = 0;
    for (int i = 0; i < n; i++) {
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", argv[1], names[i]);
      int fd = open(path, O_RDONLY);
      ssize_t size = read(fd, file, 16 << 20);
      uint32_t length = 0;
      close(fd);
      size_t start = pixel_data(file, size, &length), count = length / 2;
      if (!volume) volume = malloc(count * n * sizeof *volume);
      for (size_t k = 0; k < count; k++) {
        int16_t value;
        memcpy(&value, file + start + 2 * k, 2);
        volume[at + k] = value;
      }
      at += count;
    }
    printf("%.6f\n", now() - begin);
  }
  fprintf(stderr, "%f\n", volume[n]);
  return argc < 3;
}
