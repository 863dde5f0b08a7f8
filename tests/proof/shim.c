/* Stands between SQLite and the disk (LD_PRELOAD): it writes down what was asked of the files below SHIM_FOLDER, and
 * lets the n-th call of one kind fail when it is told to.
 *
 * The record (SHIM_RECORD) is a row of heads, each followed by `length` bytes of path and `size` bytes of data. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct head {
    char what; /* w write, s fsync of a file, d fsync of a folder, t truncate, u unlink, r rename, o created, m mark */
    uint32_t length;
    uint64_t offset, size;
};

enum { FILES = 4096 };
static char paths[FILES][PATH_MAX]; /* by descriptor; empty for what is none of ours */
static int record_to = -1;
static const char *folder;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
    folder = getenv("SHIM_FOLDER");
    const char *record = getenv("SHIM_RECORD");
    if (record)
        record_to = REAL(open)(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char what, const char *path, const void *data, uint64_t offset, uint64_t size)
{
    if (record_to < 0)
        return;
    struct head head = {0};
    head.what = what, head.length = strlen(path), head.offset = offset, head.size = size;
    REAL(write)(record_to, &head, sizeof head);
    REAL(write)(record_to, path, head.length);
    if (data)
        REAL(write)(record_to, data, size);
}

/* What is to fail: the n-th call (from 1) of a kind, with this errno; all later ones too if lasting. The kinds are `w`
 * write, `s` fsync of a file, `d` fsync of a folder after something was unlinked in it, `t` truncate and unlink. The
 * fsync of a folder after a file was made in it never fails here: SQLite would not notice. */
static int unlinked;
static int fail_at, fail_with, fail_lasting, calls;
static char fail_kind;

void shim_fail(int kind, int at, int with, int lasting)
{
    fail_kind = kind, fail_at = at, fail_with = with, fail_lasting = lasting, calls = 0;
}

int shim_failed(void)
{
    return fail_at && calls >= fail_at;
}

void shim_mark(const char *text)
{
    note('m', text, NULL, 0, 0);
}

static int fails(char kind)
{
    if (!fail_at || kind != fail_kind)
        return 0;
    calls++;
    if (calls < fail_at || (calls > fail_at && !fail_lasting))
        return 0;
    errno = fail_with;
    return 1;
}

static int ours(const char *path)
{
    return folder && !strncmp(path, folder, strlen(folder));
}

static const char *path_of(int fd)
{
    return fd >= 0 && fd < FILES && paths[fd][0] ? paths[fd] : NULL;
}

static int opened(int fd, const char *path, int existed, int flags)
{
    if (fd < 0 || fd >= FILES)
        return fd;
    paths[fd][0] = 0;
    if (ours(path)) {
        strncpy(paths[fd], path, PATH_MAX - 1);
        if (!existed && flags & O_CREAT)
            note('o', path, NULL, 0, 0);
    }
    return fd;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                                      \
        va_end(rest);                                                                                                  \
        int existed = access(path, F_OK) == 0;                                                                         \
        return opened(REAL(name)(path, flags, mode), path, existed, flags);                                            \
    }
OPEN(open)
OPEN(open64)

int mknod(const char *path, mode_t mode, dev_t device)
{
    int done = REAL(mknod)(path, mode, device);
    if (!done && ours(path))
        note('o', path, NULL, 0, 0);
    return done;
}

int close(int fd)
{
    if (fd >= 0 && fd < FILES)
        paths[fd][0] = 0;
    return REAL(close)(fd);
}

#define PWRITE(name, type)                                                                                             \
    ssize_t name(int fd, const void *data, size_t size, type offset)                                                   \
    {                                                                                                                  \
        const char *path = path_of(fd);                                                                                \
        if (path && fails('w'))                                                                                        \
            return -1;                                                                                                 \
        ssize_t done = REAL(name)(fd, data, size, offset);                                                             \
        if (path && done > 0)                                                                                          \
            note('w', path, data, offset, done);                                                                       \
        return done;                                                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size)
{
    const char *path = path_of(fd);
    if (path && fails('w'))
        return -1;
    off_t offset = path ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(fd, data, size);
    if (path && done > 0)
        note('w', path, data, offset, done);
    return done;
}

static int synced(int fd, int (*real)(int))
{
    const char *path = path_of(fd);
    struct stat found;
    if (!path || fstat(fd, &found))
        return real(fd);
    int is_folder = S_ISDIR(found.st_mode), after_unlink = unlinked;
    if (is_folder)
        unlinked = 0;
    if (is_folder ? after_unlink && fails('d') : fails('s'))
        return -1;
    int done = real(fd);
    if (!done)
        note(is_folder ? 'd' : 's', path, NULL, 0, 0);
    return done;
}

int fsync(int fd)
{
    return synced(fd, REAL(fsync));
}

int fdatasync(int fd)
{
    return synced(fd, REAL(fdatasync));
}

#define TRUNCATE(name, type)                                                                                           \
    int name(int fd, type size)                                                                                        \
    {                                                                                                                  \
        const char *path = path_of(fd);                                                                                \
        if (path && fails('t'))                                                                                        \
            return -1;                                                                                                 \
        int done = REAL(name)(fd, size);                                                                               \
        if (path && !done)                                                                                             \
            note('t', path, NULL, size, 0);                                                                            \
        return done;                                                                                                   \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path)
{
    if (ours(path) && fails('t'))
        return -1;
    int done = REAL(unlink)(path);
    if (!done && ours(path)) {
        unlinked = 1;
        note('u', path, NULL, 0, 0);
    }
    return done;
}

int rename(const char *from, const char *to)
{
    int done = REAL(rename)(from, to);
    if (!done && ours(from))
        note('r', from, to, 0, strlen(to));
    return done;
}
