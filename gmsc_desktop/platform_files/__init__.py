"""Everything that differs between Windows and POSIX: durable writing, drives, file names, limits, processes.

The rest of the program imports from here and never asks for the platform itself. Not run on Windows so far, written
from Microsoft's documentation: all of ``windows.py`` (Job Object, drive type and label, unbuffered reading, the
question whether a process lives, the folders of synchronising programs), the repeated ``os.replace`` of ``durable.py``,
the Windows error numbers of ``disk_errors.py``, the repeated removal in ``temporary.py``. A USB hard disk counts as a
fixed drive there, because ``GetDriveTypeW`` says so.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gmsc_desktop.platform_files.disk_errors import disk_full, drive_of, megabytes, reading_error, writing_error
    from gmsc_desktop.platform_files.drives import (
        drive_name,
        free_bytes,
        is_network,
        is_removable,
        same_drive,
        same_place_elsewhere,
    )
    from gmsc_desktop.platform_files.durable import fsync_file, replace, write_atomically
    from gmsc_desktop.platform_files.folders import fsync_folder, make_folders
    from gmsc_desktop.platform_files.locks import locks_work
    from gmsc_desktop.platform_files.names import safe_file_name
    from gmsc_desktop.platform_files.processes import (
        computer_name,
        limit_this_process,
        memory_bytes,
        process_is_alive,
        started_at,
        system_name,
        user_name,
    )
    from gmsc_desktop.platform_files.synced import sync_service
    from gmsc_desktop.platform_files.temporary import (
        clear_leftovers,
        make_private_folder,
        remove_folder,
        temporary_beside,
    )
else:
    from gmsc_desktop.late import fetch_late

    __getattr__ = fetch_late(
        __name__,
        disk_errors="disk_full drive_of megabytes reading_error writing_error",
        drives="drive_name free_bytes is_network is_removable same_drive same_place_elsewhere",
        durable="fsync_file replace write_atomically",
        folders="fsync_folder make_folders",
        locks="locks_work",
        names="safe_file_name",
        processes="computer_name limit_this_process memory_bytes process_is_alive started_at system_name user_name",
        synced="sync_service",
        temporary="clear_leftovers make_private_folder remove_folder temporary_beside",
    )

__all__ = [
    "clear_leftovers",
    "computer_name",
    "disk_full",
    "drive_name",
    "drive_of",
    "free_bytes",
    "fsync_file",
    "fsync_folder",
    "is_network",
    "is_removable",
    "limit_this_process",
    "locks_work",
    "make_folders",
    "make_private_folder",
    "megabytes",
    "memory_bytes",
    "process_is_alive",
    "reading_error",
    "remove_folder",
    "replace",
    "safe_file_name",
    "same_drive",
    "same_place_elsewhere",
    "started_at",
    "sync_service",
    "system_name",
    "temporary_beside",
    "user_name",
    "write_atomically",
    "writing_error",
]
