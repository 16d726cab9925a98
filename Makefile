PYTHON ?= python3

.PHONY: run test setup check lock bench faults screenshots

run:   ; @$(PYTHON) tools/dev.py run
test:  ; @$(PYTHON) tools/dev.py test
setup: ; @$(PYTHON) tools/dev.py setup
check: ; @$(PYTHON) tools/dev.py check
lock:  ; @$(PYTHON) tools/dev.py lock
bench: ; @$(PYTHON) tools/dev.py bench
faults: ; @$(PYTHON) tools/dev.py faults
screenshots: ; @$(PYTHON) tools/dev.py screenshots
