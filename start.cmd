@echo off
rem Windows: double-click to start. The same steps stand in the README as plain commands.
cd /d "%~dp0"
where py >nul 2>nul || (echo Python 3.11 or newer is needed: https://www.python.org/downloads/ & pause & exit /b 2)
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Python 3.11 or newer is needed. & pause & exit /b 2)
if not exist .venv\Scripts\python.exe (
  py -3 -m venv .venv || (echo Python's venv module is missing; install Python from python.org again. & pause & exit /b 2)
)
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.txt || (pause & exit /b 1)
.venv\Scripts\python -m lib.start
if errorlevel 1 pause
