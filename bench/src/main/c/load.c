/*
 * The load on a job server: all its clients and workers on one thread, over epoll, one read and one write per connection and turn.
 *
 *     load HOST PORT PID LOAD [NAME=NUMBER ...]
 *
 * PID is the server's, for its processor time and memory. One line of NAME=NUMBER comes out. The loads:
 *
 *     foreground   clients= window= workers= ahead= functions= jobs= warm=   submission to result, each job timed
 *     enqueue      clients= window= jobs= uniques=                           background jobs, until all JOB_CREATED are there
 *     drain        workers= ahead= jobs=                                     takes what enqueue left
 *     idle         connections= and all of foreground's                      connections first, then foreground beside them
 *
 * A workload is 64 bytes; its first eight hold the time of submission, and come back in the result. With uniques=1 each job has a unique of
 * its own, as libgearman sends them, else an empty one.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CAN_DO = 1, PRE_SLEEP = 4, NOOP = 6, SUBMIT_JOB = 7, JOB_CREATED = 8, NO_JOB = 10, WORK_COMPLETE = 13 };
enum { ECHO_REQ = 16, ECHO_RES = 17, SUBMIT_JOB_BG = 18, GRAB_JOB_UNIQ = 30, JOB_ASSIGN_UNIQ = 31 };
enum { HEADER = 12, UNIQUE = 36, WORKLOAD = 64, IN_CAPACITY = 64 * 1024, UNANSWERED_CONNECTS = 16, SILENCE_MILLIS = 60000 };

struct connection {
    int fd;
    void (*received)(struct connection *, uint32_t type, unsigned char *body, uint32_t size);
    unsigned char *in, *out;
    size_t in_filled, out_filled, out_capacity;
    int wants_write;
    long grabs; /* a worker's that are unanswered; 0 is asleep */
};

static struct sockaddr_in server;
static int server_pid, epoll;
static long clients = 8, window = 64, workers = 8, ahead = 1, functions = 1, jobs = 100000, warm = 0, connections = 10000, uniques = 0;
static long submitted, ended, goal, completed, sleeping;
static uint32_t submit_type;
static int64_t *nanos; /* of each job's round trip */

static void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* ---- connections */

static void send_bytes(struct connection *c, const void *bytes, size_t size) {
    if (c->out_filled + size > c->out_capacity) {
        c->out_capacity = 2 * (c->out_capacity + size);
        c->out = realloc(c->out, c->out_capacity);
        if (!c->out) die("out of memory");
    }
    memcpy(c->out + c->out_filled, bytes, size);
    c->out_filled += size;
}

static void send_header(struct connection *c, uint32_t type, uint32_t size) {
    uint32_t header[3] = {htonl(0x00524551), htonl(type), htonl(size)};
    send_bytes(c, header, HEADER);
}

static void watch(struct connection *c, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(epoll, operation, c->fd, &event)) die("epoll_ctl: %s", strerror(errno));
}

static void flush(struct connection *c) {
    if (c->out_filled) {
        ssize_t n = send(c->fd, c->out, c->out_filled, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN) die("write: %s", strerror(errno));
        if (n > 0) {
            c->out_filled -= n;
            memmove(c->out, c->out + n, c->out_filled);
        }
    }
    if (c->wants_write != (c->out_filled > 0)) {
        c->wants_write = c->out_filled > 0;
        watch(c, EPOLL_CTL_MOD, c->wants_write ? EPOLLIN | EPOLLOUT : EPOLLIN);
    }
}

static void receive(struct connection *c) {
    if (!c->in && !(c->in = malloc(IN_CAPACITY))) die("out of memory");
    ssize_t n = recv(c->fd, c->in + c->in_filled, IN_CAPACITY - c->in_filled, MSG_DONTWAIT);
    if (n == 0) die("the server closed a connection");
    if (n < 0) {
        if (errno == EAGAIN) return;
        die("read: %s", strerror(errno));
    }
    c->in_filled += n;
    size_t at = 0;
    while (c->in_filled - at >= HEADER) {
        uint32_t header[3];
        memcpy(header, c->in + at, HEADER);
        uint32_t size = ntohl(header[2]);
        if (c->in_filled - at < HEADER + size) break;
        c->received(c, ntohl(header[1]), c->in + at + HEADER, size);
        at += HEADER + size;
    }
    c->in_filled -= at;
    memmove(c->in, c->in + at, c->in_filled);
}

static void turn(void) {
    struct epoll_event events[512];
    int n = epoll_wait(epoll, events, 512, SILENCE_MILLIS);
    if (n == 0) die("nothing from the server for %d ms; %ld of %ld jobs", SILENCE_MILLIS, ended, goal);
    for (int i = 0; i < n; i++) {
        struct connection *c = events[i].data.ptr;
        if (events[i].events & ~EPOLLOUT) receive(c);
        flush(c);
    }
}

static struct connection *dial(void (*received)(struct connection *, uint32_t, unsigned char *, uint32_t)) {
    struct connection *c = calloc(1, sizeof *c);
    int one = 1;
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0) die("socket: %s", strerror(errno));
    c->received = received;
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server)) die("connect: %s", strerror(errno));
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch(c, EPOLL_CTL_ADD, EPOLLIN);
    return c;
}

/* ---- clients */

static long function_of_next(void) {
    static uint64_t seed = 1;
    if (functions == 1) return 0;
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (seed >> 33) % functions;
}

/* A submission up to its workload, made once for each function, so that the load is not measured with the server; the unique is filled in. */
struct submission {
    unsigned char bytes[128];
    uint32_t size, unique_at;
};

static struct submission *submissions;

static void make_submissions(uint32_t type) {
    free(submissions);
    submissions = calloc(functions, sizeof *submissions);
    if (!submissions) die("out of memory");
    for (long i = 0; i < functions; i++) {
        struct submission *s = &submissions[i];
        s->unique_at = HEADER + sprintf((char *)s->bytes + HEADER, "bench%ld", i) + 1;
        s->size = s->unique_at + (uniques ? UNIQUE : 0) + 1;
        uint32_t header[3] = {htonl(0x00524551), htonl(type), htonl(s->size - HEADER + WORKLOAD)};
        memcpy(s->bytes, header, HEADER);
        if (uniques) memcpy(s->bytes + s->unique_at, "00000000-0000-4000-8000-000000000000", UNIQUE);
    }
}

static void write_hex(unsigned char *to, int digits, uint64_t number) {
    for (; digits > 0; number >>= 4) to[--digits] = "0123456789abcdef"[number & 15];
}

static void submit(struct connection *c) {
    if (submitted == goal) return;
    submitted++;
    struct submission *s = &submissions[function_of_next()];
    if (uniques) {
        write_hex(s->bytes + s->unique_at, 8, submitted * 2654435761UL);
        write_hex(s->bytes + s->unique_at + UNIQUE - 12, 12, submitted);
    }
    unsigned char workload[WORKLOAD] = {0};
    if (nanos) {
        int64_t stamp = now();
        memcpy(workload, &stamp, sizeof stamp);
    }
    send_bytes(c, s->bytes, s->size);
    send_bytes(c, workload, WORKLOAD);
}

static void client_received(struct connection *c, uint32_t type, unsigned char *body, uint32_t size) {
    if (type == WORK_COMPLETE) {
        int64_t stamp;
        memcpy(&stamp, body + size - WORKLOAD, sizeof stamp);
        if (nanos) nanos[ended] = now() - stamp;
    } else if (type != JOB_CREATED) {
        die("packet %u for a client", type);
    }
    if ((type == WORK_COMPLETE) == (submit_type == SUBMIT_JOB)) {
        ended++;
        submit(c);
    }
}

static void submit_all(uint32_t type, struct connection **all, long count, int64_t *into) {
    submitted = ended = 0;
    goal = count;
    submit_type = type;
    nanos = into;
    make_submissions(type);
    for (long i = 0; i < clients; i++) {
        for (long j = 0; j < window; j++) submit(all[i]);
        flush(all[i]);
    }
    while (ended < goal) turn();
}

/* ---- workers */

static void grab(struct connection *c, long count) {
    for (long i = 0; i < count; i++) send_header(c, GRAB_JOB_UNIQ, 0);
    c->grabs += count;
}

/* handle NUL function NUL unique NUL workload becomes handle NUL workload */
static void complete(struct connection *c, unsigned char *body, uint32_t size) {
    size_t handle = strlen((char *)body) + 1;
    send_header(c, WORK_COMPLETE, handle + WORKLOAD);
    send_bytes(c, body, handle);
    send_bytes(c, body + size - WORKLOAD, WORKLOAD);
    completed++;
}

static void worker_received(struct connection *c, uint32_t type, unsigned char *body, uint32_t size) {
    switch (type) {
    case JOB_ASSIGN_UNIQ:
        c->grabs--;
        complete(c, body, size);
        grab(c, 1);
        break;
    case NO_JOB:
        if (--c->grabs == 0) {
            send_header(c, PRE_SLEEP, 0);
            sleeping++;
        }
        break;
    case NOOP:
        sleeping--;
        grab(c, ahead);
        break;
    default:
        die("packet %u for a worker", type);
    }
}

static void start_worker(void) {
    struct connection *c = dial(worker_received);
    for (long i = 0; i < functions; i++) {
        char name[16];
        uint32_t size = snprintf(name, sizeof name, "bench%ld", i);
        send_header(c, CAN_DO, size);
        send_bytes(c, name, size);
    }
    grab(c, ahead);
    flush(c);
}

/* ---- what is measured */

static double server_seconds(void) {
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", server_pid);
    FILE *f = fopen(path, "r");
    if (!f || !fgets(line, sizeof line, f)) die("%s: %s", path, strerror(errno));
    fclose(f);
    unsigned long user, system;
    /* proc(5): the 14th and 15th field; the second, in brackets, may hold blanks */
    if (sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        die("%s: not as in proc(5)", path);
    return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static long server_resident_bytes(void) {
    char path[64];
    long size, resident;
    snprintf(path, sizeof path, "/proc/%d/statm", server_pid);
    FILE *f = fopen(path, "r");
    if (!f || fscanf(f, "%ld %ld", &size, &resident) != 2) die("%s: %s", path, strerror(errno));
    fclose(f);
    return resident * sysconf(_SC_PAGESIZE);
}

static double own_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static int64_t start_nanos;
static double start_server, start_own;
static long start_bytes;

static void start_clock(void) {
    start_bytes = server_resident_bytes();
    start_server = server_seconds();
    start_own = own_seconds();
    start_nanos = now();
}

static void print_rate(long count) {
    double seconds = (now() - start_nanos) / 1e9;
    printf("rate=%.1f server_micros=%.3f load_cores=%.3f bytes=%.1f", count / seconds, (server_seconds() - start_server) * 1e6 / count,
           (own_seconds() - start_own) / seconds, (double)(server_resident_bytes() - start_bytes) / count);
}

static int by_value(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void print_round_trips(long count) {
    qsort(nanos, count, sizeof *nanos, by_value);
    printf(" p50=%.2f p99=%.2f p999=%.2f", nanos[count / 2] / 1e3, nanos[count - 1 - count / 100] / 1e3, nanos[count - 1 - count / 1000] / 1e3);
}

/* ---- the loads */

static struct connection **dial_clients(void) {
    struct connection **all = malloc(clients * sizeof *all);
    for (long i = 0; i < clients; i++) all[i] = dial(client_received);
    return all;
}

static void foreground(void) {
    for (long i = 0; i < workers; i++) start_worker();
    while (sleeping < workers) turn();
    struct connection **all = dial_clients();
    int64_t *into = malloc(jobs * sizeof *into);
    if (warm) submit_all(SUBMIT_JOB, all, warm, NULL);
    start_clock();
    submit_all(SUBMIT_JOB, all, jobs, into);
    print_rate(jobs);
    print_round_trips(jobs);
}

static void enqueue(void) {
    struct connection **all = dial_clients();
    start_clock();
    submit_all(SUBMIT_JOB_BG, all, jobs, NULL);
    print_rate(jobs);
}

static void drain(void) {
    start_clock();
    goal = jobs;
    for (long i = 0; i < workers; i++) start_worker();
    while (sleeping < workers) turn();
    if (completed != jobs) die("%ld jobs drained (expected: %ld)", completed, jobs);
    print_rate(jobs);
}

static void echo_received(struct connection *c, uint32_t type, unsigned char *body, uint32_t size) {
    (void)c, (void)body, (void)size;
    if (type != ECHO_RES) die("packet %u for an echo", type);
    ended++;
}

/* Each connection is taken as accepted when it has been answered; few at a time, for the backlog is short. */
static void idle(void) {
    start_clock();
    goal = connections;
    for (submitted = 0; submitted < connections; submitted++) {
        struct connection *c = dial(echo_received);
        send_header(c, ECHO_REQ, 0);
        flush(c);
        while (submitted - ended >= UNANSWERED_CONNECTS) turn();
    }
    while (ended < connections) turn();
    double seconds = (now() - start_nanos) / 1e9;
    printf("connects=%.1f connect_micros=%.1f connection_bytes=%.1f ", connections / seconds, (server_seconds() - start_server) * 1e6 / connections,
           (double)(server_resident_bytes() - start_bytes) / connections);
    foreground();
}

static void set(const char *word) {
    struct { const char *name; long *value; } all[] = {
        {"clients", &clients}, {"window", &window}, {"workers", &workers}, {"ahead", &ahead}, {"functions", &functions},
        {"jobs", &jobs}, {"warm", &warm}, {"connections", &connections}, {"uniques", &uniques}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t length = strlen(all[i].name);
        if (!strncmp(word, all[i].name, length) && word[length] == '=') {
            *all[i].value = atol(word + length + 1);
            return;
        }
    }
    die("%s (expected: NAME=NUMBER)", word);
}

int main(int count, char **words) {
    if (count < 5) die("usage: load HOST PORT PID LOAD [NAME=NUMBER ...]");
    server.sin_family = AF_INET;
    server.sin_port = htons(atoi(words[2]));
    if (inet_pton(AF_INET, words[1], &server.sin_addr) != 1) die("%s (expected: an IPv4 address)", words[1]);
    server_pid = atoi(words[3]);
    for (int i = 5; i < count; i++) set(words[i]);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    epoll = epoll_create1(0);
    if (!strcmp(words[4], "foreground")) foreground();
    else if (!strcmp(words[4], "enqueue")) enqueue();
    else if (!strcmp(words[4], "drain")) drain();
    else if (!strcmp(words[4], "idle")) idle();
    else die("%s (expected: foreground, enqueue, drain or idle)", words[4]);
    putchar('\n');
    return 0;
}
