@echo off
rem The project's commands on Windows: make.cmd run, make.cmd test and so on.
cd /d "%~dp0"
set "PY=python"
py -3.11 -c "" >nul 2>nul && set "PY=py -3.11"
if "%~1"=="run"   (%PY% tools\dev.py run   & exit /b)
if "%~1"=="test"  (%PY% tools\dev.py test  & exit /b)
if "%~1"=="setup" (%PY% tools\dev.py setup & exit /b)
if "%~1"=="check" (%PY% tools\dev.py check & exit /b)
if "%~1"=="lock"  (%PY% tools\dev.py lock  & exit /b)
if "%~1"=="screenshots" (%PY% tools\dev.py screenshots & exit /b)
if "%~1"=="bench" (%PY% tools\dev.py bench & exit /b)
if "%~1"=="faults" (%PY% tools\dev.py faults & exit /b)
echo usage: make.cmd run^|test^|setup^|check^|lock^|bench^|faults^|screenshots
exit /b 2
