//! SQLite on the simulated disk: a virtual file system for one connection at a time, with the shared memory that
//! write-ahead logging asks for on the heap. Registered as the default of this test's process.

#![allow(unsafe_code, reason = "SQLite's file system interface is one of C pointers")]

use crate::disk::Disk;
use rusqlite::ffi::*;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError};

static DISK: Mutex<Option<Disk>> = Mutex::new(None);

const NAME: &CStr = c"power";

/// An open file: SQLite's part, the name, the shared memory.
#[repr(C)]
struct Handle {
    base: sqlite3_file,
    name: *mut String,
    shared: *mut Vec<Box<[u8]>>,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(no_lock),
    xUnlock: Some(no_lock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Runs on the disk. There is one: set by [`insert`].
pub fn with<T>(act: impl FnOnce(&mut Disk) -> T) -> T {
    let mut guard: MutexGuard<'_, Option<Disk>> = DISK.lock().unwrap_or_else(PoisonError::into_inner);
    act(guard.as_mut().expect("a disk was inserted"))
}

/// Puts in a disk, in place of the one before.
pub fn insert(disk: Disk) {
    *DISK.lock().unwrap_or_else(PoisonError::into_inner) = Some(disk);
}

/// Makes the simulated disk the default of this process; time and randomness stay the operating system's.
pub fn register() {
    // SAFETY: the default file system is static and plain data, so that its copy may be changed and leaked.
    unsafe {
        let mut vfs = Box::new(*sqlite3_vfs_find(std::ptr::null()));
        vfs.szOsFile = c_int::try_from(size_of::<Handle>()).unwrap();
        vfs.zName = NAME.as_ptr();
        vfs.pNext = std::ptr::null_mut();
        vfs.xOpen = Some(open);
        vfs.xDelete = Some(delete);
        vfs.xAccess = Some(access);
        vfs.xFullPathname = Some(full_pathname);
        assert_eq!(sqlite3_vfs_register(Box::into_raw(vfs), 1), SQLITE_OK);
    }
}

unsafe fn name_of<'a>(file: *mut sqlite3_file) -> &'a str {
    // SAFETY: `open` set the name, and SQLite passes only files that it opened.
    unsafe { &*(*file.cast::<Handle>()).name }
}

unsafe fn text<'a>(name: *const c_char) -> &'a str {
    // SAFETY: SQLite passes strings that end in a nought.
    unsafe { CStr::from_ptr(name) }.to_str().unwrap_or_default()
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives `szOsFile` bytes for the handle; pointers are checked where they may be null.
    unsafe {
        (*file).pMethods = std::ptr::null();
        let name = if name.is_null() { "temporary".to_owned() } else { text(name).to_owned() };
        let opened = with(|disk| {
            if !disk.exists(&name) && flags & SQLITE_OPEN_CREATE == 0 {
                return Err(crate::disk::Failed);
            }
            disk.create(&name)
        });
        if opened.is_err() {
            return SQLITE_CANTOPEN;
        }
        if !out_flags.is_null() {
            *out_flags = flags;
        }
        let handle = file.cast::<Handle>();
        (*handle).name = Box::into_raw(Box::new(name));
        (*handle).shared = Box::into_raw(Box::default());
        (*file).pMethods = &raw const METHODS;
    }
    SQLITE_OK
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let handle = file.cast::<Handle>();
    // SAFETY: both were made by `open`, and a file is closed once.
    unsafe {
        drop(Box::from_raw((*handle).name));
        drop(Box::from_raw((*handle).shared));
    }
    SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    // SAFETY: a string of SQLite's.
    let name = unsafe { text(name) };
    if !with(|disk| disk.exists(name)) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    with(|disk| disk.delete(name)).map_or(SQLITE_IOERR_DELETE, |()| SQLITE_OK)
}

unsafe extern "C" fn access(_: *mut sqlite3_vfs, name: *const c_char, _: c_int, out: *mut c_int) -> c_int {
    // SAFETY: a string and a place of SQLite's.
    unsafe { *out = c_int::from(with(|disk| disk.exists(text(name)))) };
    SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    size: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: `out` has `size` bytes.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > usize::try_from(size).unwrap_or(0) {
            return SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
    }
    SQLITE_OK
}

fn place(at: sqlite3_int64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    out: *mut c_void,
    size: c_int,
    at: sqlite3_int64,
) -> c_int {
    let size = usize::try_from(size).unwrap_or(0);
    // SAFETY: `out` has `size` bytes.
    let (name, out) = unsafe { (name_of(file), std::slice::from_raw_parts_mut(out.cast(), size)) };
    match with(|disk| disk.read(name, place(at), out)) {
        Ok(there) if there == size => SQLITE_OK,
        Ok(_) => SQLITE_IOERR_SHORT_READ,
        Err(_) => SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    size: c_int,
    at: sqlite3_int64,
) -> c_int {
    let size = usize::try_from(size).unwrap_or(0);
    // SAFETY: `bytes` has `size` bytes.
    let (name, bytes) = unsafe { (name_of(file), std::slice::from_raw_parts(bytes.cast(), size)) };
    with(|disk| disk.write(name, place(at), bytes)).map_or(SQLITE_IOERR_WRITE, |()| SQLITE_OK)
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: a file of `open`.
    let name = unsafe { name_of(file) };
    with(|disk| disk.truncate(name, place(size))).map_or(SQLITE_IOERR_TRUNCATE, |()| SQLITE_OK)
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: a file of `open`.
    let name = unsafe { name_of(file) };
    with(|disk| disk.sync(name)).map_or(SQLITE_IOERR_FSYNC, |()| SQLITE_OK)
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, out: *mut sqlite3_int64) -> c_int {
    // SAFETY: a file of `open` and a place of SQLite's.
    unsafe { *out = with(|disk| disk.len(name_of(file))).try_into().unwrap_or(0) };
    SQLITE_OK
}

unsafe extern "C" fn no_lock(_: *mut sqlite3_file, _: c_int) -> c_int {
    SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(_: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: a place of SQLite's.
    unsafe { *out = 0 };
    SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut sqlite3_file) -> c_int {
    512
}

unsafe extern "C" fn device_characteristics(_: *mut sqlite3_file) -> c_int {
    // As SQLite takes real disks to be: a torn write does not touch bytes beside it.
    SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    let (page, size) = (usize::try_from(page).unwrap_or(0), usize::try_from(size).unwrap_or(0));
    // SAFETY: `open` made the vector; a region keeps its address, for it is boxed.
    unsafe {
        let shared = &mut *(*file.cast::<Handle>()).shared;
        while extend != 0 && shared.len() <= page {
            shared.push(vec![0; size].into_boxed_slice());
        }
        *out = shared.get_mut(page).map_or(std::ptr::null_mut(), |region| region.as_mut_ptr().cast());
    }
    SQLITE_OK
}

unsafe extern "C" fn shm_lock(_: *mut sqlite3_file, _: c_int, _: c_int, _: c_int) -> c_int {
    SQLITE_OK
}

unsafe extern "C" fn shm_barrier(_: *mut sqlite3_file) {}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: `open` made the vector.
    unsafe { (*(*file.cast::<Handle>()).shared).clear() };
    SQLITE_OK
}
