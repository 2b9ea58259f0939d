/* The floor to compare receivers with: the least a C-STORE SCP can do, one thread an association, one file an instance.
   refscp PORT FOLDER [sync]: with "sync" each file is fdatasync'd before its response. Accepts everything; not for any other use. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *folder;
static int do_sync;
static int counter;

struct input { int fd; unsigned char buf[262144]; size_t from, to; };

static int fill(struct input *in) {
  int one = 1;
  in->from = 0;
  ssize_t n = read(in->fd, in->buf, sizeof in->buf);
  setsockopt(in->fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);
  in->to = n > 0 ? (size_t)n : 0;
  return n > 0;
}

static int take(struct input *in, unsigned char *to, size_t n) {
  while (n) {
    if (in->from == in->to && !fill(in)) return 0;
    size_t k = in->to - in->from < n ? in->to - in->from : n;
    memcpy(to, in->buf + in->from, k);
    in->from += k; to += k; n -= k;
  }
  return 1;
}

static uint32_t be32(const unsigned char *p) { return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }
static void put32(unsigned char *p, uint32_t v) { p[0] = v >> 24; p[1] = v >> 16; p[2] = v >> 8; p[3] = v; }

/* A-ASSOCIATE-AC: every context accepted with the first of its transfer syntaxes. */
static size_t accept_pdu(const unsigned char *rq, size_t n, unsigned char *ac) {
  size_t o = 6 + 68;
  memset(ac, 0, o);
  ac[0] = 2; memcpy(ac + 6, rq, 68);
  for (size_t i = 68; i + 4 <= n; ) {
    size_t len = rq[i + 2] << 8 | rq[i + 3];
    if (rq[i] == 0x10) { memcpy(ac + o, rq + i, len + 4); o += len + 4; }
    if (rq[i] == 0x20) {
      size_t start = o;
      memset(ac + o, 0, 8); ac[o] = 0x21; ac[o + 4] = rq[i + 4]; o += 8;
      for (size_t j = i + 8; j < i + 4 + len; ) {
        size_t l = rq[j + 2] << 8 | rq[j + 3];
        if (rq[j] == 0x40) { memcpy(ac + o, rq + j, l + 4); o += l + 4; break; }
        j += 4 + l;
      }
      ac[start + 2] = (o - start - 4) >> 8; ac[start + 3] = (o - start - 4) & 255;
    }
    i += 4 + len;
  }
  static const unsigned char user[] = { 0x50, 0, 0, 0x21, 0x51, 0, 0, 4, 0, 2, 0, 0, 0x52, 0, 0, 0x15, '2', '.', '2', '5', '.', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '1', '2', '3', '4', '5', '6' };
  memcpy(ac + o, user, sizeof user); o += sizeof user;
  put32(ac + 2, o - 6);
  return o;
}

/* The response with the request's ids; implicit VR little endian, group 0000. */
static size_t response(const unsigned char *cmd, size_t n, unsigned char context, unsigned char *out) {
  static const unsigned char rest[] = { 0, 0, 0, 8, 2, 0, 0, 0, 1, 1, 0, 0, 0, 9, 2, 0, 0, 0, 0, 0 };
  unsigned char *p = out + 12;
  size_t o = 12;
  for (size_t i = 0; i + 8 <= n; ) {
    uint32_t len = cmd[i + 4] | cmd[i + 5] << 8 | cmd[i + 6] << 16 | (uint32_t)cmd[i + 7] << 24;
    int e = cmd[i + 2] | cmd[i + 3] << 8;
    if (e == 0x0002 || e == 0x0100 || e == 0x0110 || e == 0x1000) {
      memcpy(p + o, cmd + i, 8 + len);
      if (e == 0x0100) p[o + 9] |= 0x80;
      if (e == 0x0110) { p[o + 2] = 0x20; p[o + 3] = 0x01; }
      o += 8 + len;
      if (e == 0x0110) { memcpy(p + o, rest, sizeof rest); o += sizeof rest; }
    }
    i += 8 + len;
  }
  unsigned char group[12] = { 0, 0, 0, 0, 4, 0, 0, 0, (o - 12) & 255, (o - 12) >> 8 };
  memcpy(p, group, 12);
  out[0] = 4; out[1] = 0; put32(out + 2, o + 6); put32(out + 6, o + 2); out[10] = context; out[11] = 3;
  return o + 12;
}

/* Command Data Set Type 0101H: no data set follows (C-ECHO). */
static int is_alone(const unsigned char *cmd, size_t n) {
  for (size_t i = 0; i + 10 <= n; i += 8 + (cmd[i + 4] | cmd[i + 5] << 8))
    if (cmd[i + 2] == 0 && cmd[i + 3] == 8) return cmd[i + 8] == 1 && cmd[i + 9] == 1;
  return 0;
}

static void *serve(void *arg) {
  struct input *in = calloc(1, sizeof *in);
  unsigned char h[6], *body = malloc(1 << 20), *out = malloc(1 << 20), cmd[4096], pdv[6];
  size_t commands = 0;
  int file = -1;
  in->fd = (int)(intptr_t)arg;
  while (take(in, h, 6)) {
    uint32_t len = be32(h + 2);
    if (h[0] == 1) {
      if (len > 1 << 20 || !take(in, body, len)) break;
      size_t n = accept_pdu(body, len, out);
      if (write(in->fd, out, n) < 0) break;
    } else if (h[0] == 4) {
      while (len) {
        if (!take(in, pdv, 6)) goto end;
        uint32_t left = be32(pdv) - 2;
        len -= left + 6;
        if (pdv[5] & 1) {
          if (commands + left > sizeof cmd || !take(in, cmd + commands, left)) goto end;
          commands += left;
          if (pdv[5] & 2) {
            if (is_alone(cmd, commands)) { size_t n = response(cmd, commands, pdv[4], out); if (write(in->fd, out, n) < 0) goto end; commands = 0; }
            else { char path[512]; snprintf(path, sizeof path, "%s/%d", folder, __sync_add_and_fetch(&counter, 1)); file = open(path, O_CREAT | O_WRONLY, 0600); }
          }
        } else {
          while (left) {
            if (in->from == in->to && !fill(in)) goto end;
            size_t k = in->to - in->from < left ? in->to - in->from : left;
            if (write(file, in->buf + in->from, k) < 0) goto end;
            in->from += k; left -= k;
          }
          if (pdv[5] & 2) {
            if (do_sync) fdatasync(file);
            close(file);
            size_t n = response(cmd, commands, pdv[4], out);
            commands = 0;
            if (write(in->fd, out, n) < 0) goto end;
          }
        }
      }
    } else if (h[0] == 5) {
      static const unsigned char rp[] = { 6, 0, 0, 0, 0, 4, 0, 0, 0, 0 };
      if (write(in->fd, rp, 10) < 0) break;
    } else break;
  }
end:
  close(in->fd);
  free(in); free(body); free(out);
  return 0;
}

int main(int argc, char **argv) {
  int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  folder = argv[2];
  do_sync = argc > 3;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(s, (void *)&a, sizeof a) || listen(s, 64)) return 1;
  for (;;) {
    int c = accept(s, 0, 0);
    pthread_t t;
    setsockopt(c, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    pthread_create(&t, 0, serve, (void *)(intptr_t)c);
    pthread_detach(t);
  }
}
