"""See to it that the journeys have a browser and Chinese fonts: Debian's, installed where that is allowed."""

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-noto-cjk"]


def missing() -> list[str]:
    """The packages that are not there."""
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True) if shutil.which("fc-list") else None
    absent = [] if shutil.which("chromium") else ["chromium"]
    return absent + ([] if fonts and fonts.stdout.strip() else ["fonts-noto-cjk"])


def main() -> int:
    """Install what is missing; where that is not allowed, say what to install and fail: no journey is skipped."""
    if not missing():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing", ", ".join(PACKAGES), "for the browser tests …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], check=False, **quiet)
    if absent := missing():
        print(f"The browser tests need {' and '.join(absent)}: apt-get install {' '.join(absent)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
