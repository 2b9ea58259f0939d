# EdgeNode. `make demo` shows the product, `make test` proves it. Every target works offline once its packages are cached.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

RID ?= $(shell uname -m | sed -e s/x86_64/linux-x64/ -e s/aarch64/linux-arm64/)
SOURCES := $(shell find src kiosk-ui models/reference -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
STUDY ?=
EXIT ?=
FUZZ_EXECUTIONS ?= 10000000
FUZZ_DATA ?= $(wildcard $(or $(EDGENODE_SHARED),../shared)/data)
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help analyze-table demo test test-install test-image test-arm64 build bench bench-inference bench-service bench-start bench-memory bench-intake bench-intake-memory bench-read bench-findings measure-table chaos chaos-sync fuzz kiosk-cuts kiosk-tasks kiosk-pictures bench-kiosk lint clean package image train chaos-power soak bench-sync bench-fleet

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: artifacts/.built ## one case from scanner to alarm to receipt; STUDY=dir for your own CT, EXIT=1 to end by itself
	@exec artifacts/edgenode demo $(if $(STUDY),--study "$(STUDY)") $(if $(EXIT),--exit)

test: ## every test, with real peers (installs their packages)
	@.ci/packages libopenjp2-7 libcharls2 dcmtk dicom3tools mosquitto postgresql orthanc chromium fonts-noto-cjk nftables systemd e2fsprogs libfaketime gcc libc6-dev zip unzip curl python3-torch python3-numpy python3-nibabel dcm2niix plastimatch
	@.ci/test

build: artifacts/.built ## artifacts/edgenode and artifacts/edgenode-center

artifacts/.built: $(SOURCES) Directory.Build.props Directory.Packages.props global.json
	@mkdir -p artifacts
	dotnet publish src/EdgeNode.Appliance -c Release -r $(RID) --self-contained -o artifacts/lib -v quiet
	dotnet publish src/EdgeNode.Center -c Release -r $(RID) --self-contained -o artifacts/lib -v quiet
	@ln -sfn lib/edgenode artifacts/edgenode
	@ln -sfn lib/edgenode-center artifacts/edgenode-center
	@touch $@

bench-read: ## 300 slices to float32 against dcmtk's library and a floor in C
	@.ci/packages libdcmtk-dev gcc g++ libc6-dev
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- read $(or $(ROUNDS),7)

bench-findings: ## 60 nodes in 512x512x300 labels measured, against scipy and scikit-image (ROUNDS=7)
	@.ci/packages python3-numpy python3-scipy python3-skimage
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- findings $(or $(ROUNDS),7)

bench: bench-intake bench-read bench-inference bench-findings ## every benchmark: ratios against named peers, measured in the same run

bench-intake: artifacts/.built ## reception against storescp, Orthanc and a floor in C, the same study in turn (ROUNDS=7, COLUMNS="plain nodelay16 …", EDGENODE_BENCH_RECEIVERS="NAME=PROGRAM {port} {folder};…" adds others)
	@.ci/packages dcmtk orthanc gcc libc6-dev
	dotnet publish tests/EdgeNode.Benchmarks -c Release -r $(RID) --self-contained -o artifacts/bench -v quiet
	artifacts/bench/EdgeNode.Benchmarks intake $(or $(ROUNDS),7) $(COLUMNS)

bench-intake-memory: artifacts/.built ## resident memory of the appliance and of its reception alone while studies come, and what a 64 MB instance adds
	@.ci/packages dcmtk
	dotnet publish tests/EdgeNode.Benchmarks -c Release -r $(RID) --self-contained -o artifacts/bench -v quiet
	artifacts/bench/EdgeNode.Benchmarks intake-memory

bench-inference: artifacts/.built ## one neck CT against nnU-Net's inference written plainly with PyTorch (ROUNDS=3, SLICES=120, BUNDLE=models/reference)
	@.ci/packages python3-torch python3-numpy python3-scipy python3-skimage python3-onnx libopenblas0-pthread time
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- inference $(or $(ROUNDS),3) $(or $(SLICES),120) $(or $(BUNDLE),models/reference)

bench-service: ## what a study takes in a service whose model is open, stage by stage (STUDIES=3, SLICES=120, BUNDLE=models/reference)
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- inference-service $(or $(STUDIES),3) $(or $(SLICES),120) $(or $(BUNDLE),models/reference)

bench-start: artifacts/.built ## from the start of the program to ready, page cache dropped and warm (needs root; ROUNDS=5)
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- start $(or $(ROUNDS),5)

bench-memory: artifacts/.built ## the most memory that a study of 512x512x400 takes (SLICES=400, BUNDLE=models/reference)
	@.ci/packages time
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- inference-memory $(or $(SLICES),400) $(or $(BUNDLE),models/reference)

measure-table: ## errors of the measured axes on shapes that are known exactly, by pixel and slice (docs/measured.md)
	@mkdir -p artifacts
	EDGENODE_MEASURE_TABLE=$(CURDIR)/artifacts/measure-table.md dotnet run -c Release --project tests/EdgeNode.Imaging.Tests -- -class '*AccuracyTests' -explicit only
	@cat artifacts/measure-table.md

chaos: artifacts/.built ## kill -9 a hundred times while studies come in (ROUNDS=100)
	EDGENODE_KILL_ROUNDS=$(or $(ROUNDS),100) dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Journeys.KillTests -diagnostics

chaos-power: artifacts/.built ## kill -9 over the whole path: start, reception, analysis, alarm, acts (KILLS=300 SEED=3)
	EDGENODE_POWER_KILLS=$(or $(KILLS),300) EDGENODE_POWER_SEED=$(or $(SEED),3) dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Journeys.PowerCuts.PowerCutTests -diagnostics

soak: artifacts/.built ## a study every 30 s for hours; artifacts/soak.csv and .svg hold memory, handles, threads, latency (MINUTES=120 PAUSE=30)
	@.ci/packages dcmtk
	EDGENODE_SOAK_MINUTES=$(or $(MINUTES),120) EDGENODE_SOAK_SECONDS=$(or $(PAUSE),30) EDGENODE_SOAK_DATA=$(CURDIR)/artifacts/soak.csv dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Journeys.Soak.SoakTests -diagnostics
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- soak-plot artifacts/soak.csv artifacts/soak.svg

analyze-table: ## what `edgenode analyze` makes of every folder of the real data beside the checkout, with a stand-in for the network
	@.ci/packages libopenjp2-7 libcharls2
	@mkdir -p artifacts && rm -f artifacts/analyze-table.md
	EDGENODE_ANALYZE_TABLE=$(CURDIR)/artifacts/analyze-table.md dotnet run --project tests/EdgeNode.Appliance.Tests -- -class EdgeNode.Appliance.Tests.Analysis.Table.AnalyzeTableTests -explicit only
	@cat artifacts/analyze-table.md

chaos-sync: ## boxes, brokers, collectors, SQLite and PostgreSQL while all of them fail (SEEDS=20, FACTS=5000, BOXES=20), as one process and as processes that are killed
	@.ci/packages mosquitto postgresql nftables iproute2
	dotnet build tests/EdgeNode.Appliance.Tests -v quiet
	EDGENODE_CHAOS_SEEDS=$(or $(SEEDS),20) EDGENODE_CHAOS_FACTS=$(or $(FACTS),5000) EDGENODE_CHAOS_BOXES=$(or $(BOXES),20) \
	EDGENODE_CHAOS_KILL_SEEDS=$(or $(SEEDS),20) EDGENODE_CHAOS_KILL_FACTS=$(or $(FACTS),5000) EDGENODE_CHAOS_KILL_BOXES=$(or $(BOXES),20) EDGENODE_CHAOS_NAMESPACE=$(if $(filter 0,$(shell id -u)),own) \
	$(if $(filter 0,$(shell id -u)),unshare --net sh -c 'ip link set lo up && exec "$$@"' sh) dotnet run --no-build --project tests/EdgeNode.Appliance.Tests -- -class "*.SyncChaosTests" -class "*.SyncKillTests" -diagnostics -parallel none

bench-sync: artifacts/.built ## the line to the centre: one box, a week's backlog, 1, 2 and 4 centres, 1,000 sites (ROUNDS=3)
	@.ci/packages mosquitto postgresql
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- sync $(or $(ROUNDS),3)

bench-fleet: artifacts/.built ## sites that one broker and one centre hold: fleets of growing size until receipts take longer (STORE=sqlite or postgres, SITES="50 200 500 1000")
	@.ci/packages mosquitto postgresql
	dotnet run -c Release --project tests/EdgeNode.Benchmarks -- fleet $(or $(STORE),sqlite) $(SITES)

fuzz: ## FUZZ_EXECUTIONS inputs that nobody expects, for the DICOM reader and listener (default ten million; SEED=1)
	dotnet run -c Release --project tests/EdgeNode.Dicom.Fuzz -- --executions $(FUZZ_EXECUTIONS) --seed $(or $(SEED),1) $(if $(FUZZ_DATA),--data "$(FUZZ_DATA)")

bench-kiosk: ## the page in Chromium without a GPU: alarm, first slice, whole volume, frames, memory, size
	@.ci/packages chromium fonts-noto-cjk
	dotnet build tests/EdgeNode.EndToEnd -v quiet
	cd kiosk-ui && npx vite build --logLevel warn && node dev/bench.mjs $(CURDIR)/tests/EdgeNode.EndToEnd/bin/Debug/net10.0/.playwright/package

kiosk-cuts: ## the line to the page cut at random while alarms come (CUTS=200, SEED=1)
	@.ci/packages chromium fonts-noto-cjk
	dotnet build tests/EdgeNode.EndToEnd -v quiet
	cd kiosk-ui && npx vite build --logLevel warn && node dev/cuts.mjs $(CURDIR)/tests/EdgeNode.EndToEnd/bin/Debug/net10.0/.playwright/package $(or $(CUTS),200) $(or $(SEED),1)

kiosk-tasks: artifacts/.built ## every task at the page in all eight ways of language, size, touch and keys (make test does four)
	@.ci/packages chromium fonts-noto-cjk orthanc dcmtk mosquitto
	dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Journeys.KioskTaskTests -explicit on

kiosk-pictures: artifacts/.built ## the pictures of docs/kiosk, from made-up cases and a synthetic neck in a real Chromium
	@.ci/packages chromium fonts-noto-cjk pngquant
	dotnet build tests/EdgeNode.EndToEnd -v quiet
	@mkdir -p docs/kiosk
	cd kiosk-ui && npx vite build --logLevel warn && node dev/pictures.mjs $(CURDIR)/tests/EdgeNode.EndToEnd/bin/Debug/net10.0/.playwright/package $(CURDIR)/docs/kiosk
	pngquant --force --ext .png 64 docs/kiosk/*.png

lint: ## formatting, analyzers, warnings
	dotnet format --verify-no-changes
	dotnet build --no-incremental -v quiet

train: ## the reference model anew, four hours on one core (models/training/README.md)
	@.ci/packages python3-torch python3-numpy python3-onnx python3-scipy
	$(MAKE) -C models/training

package: ## artifacts/packages/*.deb (ARCH="amd64 arm64" for both; image/README.md)
	image/package/build $(or $(ARCH),amd64)

test-install: artifacts/.built ## the packages in a Debian that systemd boots: install, study, upgrade, downgrade, power cut, purge (needs root)
	@.ci/packages systemd-container mmdebstrap dcmtk iproute2 procps nftables xz-utils lintian
	image/test/root
	VERSION=1.0.0 image/package/build amd64
	VERSION=1.0.1 image/package/build amd64
	lintian --fail-on error,warning artifacts/packages/*_1.0.1_*.deb
	dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Installed.InstallTests -class EdgeNode.EndToEnd.Installed.CentreInstallTests -explicit only -parallelMode none

image: ## artifacts/image: a disk image for a PC, and the same as an update (needs root; image/README.md)
	@.ci/packages mmdebstrap mtools dosfstools fdisk squashfs-tools systemd-boot-efi zstd openssl xz-utils
	image/os/build

test-arm64: artifacts/.built ## the arm64 packages' programs, computed by qemu-user: golden case, study, kill -9, alarm, centre, a few kills while receiving
	@.ci/packages mmdebstrap arch-test qemu-user-static dcmtk lintian
	image/test/arm64
	lintian --fail-on error,warning artifacts/packages/*_arm64.deb
	EDGENODE_PROGRAMS=$(CURDIR)/artifacts/arm64 EDGENODE_KILL_ROUNDS=3 dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Installed.Arm64Tests -class EdgeNode.EndToEnd.Journeys.DcmtkTests -class EdgeNode.EndToEnd.Journeys.KillTests -explicit on -parallelMode none

test-image: artifacts/.built ## the image in QEMU: starts, alarms, shows the page, survives reboot, power cut, an update and a bad one (half an hour and more)
	@.ci/packages qemu-system-x86 ovmf mtools dcmtk openssh-client socat
	dotnet run --project tests/EdgeNode.EndToEnd -- -class EdgeNode.EndToEnd.Installed.Image.ImageTests -explicit only -parallelMode none

clean: ## everything that was built
	rm -rf artifacts TestResults BenchmarkDotNet.Artifacts kiosk-ui/node_modules kiosk-ui/dist
	find src tests models -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
