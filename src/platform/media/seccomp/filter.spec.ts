import { seccompFilter } from './filter';

const X64 = 0xc000_003e;
const ARM64 = 0xc000_00b7;
const [ALLOW, KILL, EPERM, ENOSYS] = [0x7fff_0000, 0x8000_0000, 0x0005_0001, 0x0005_0026];

/** Classic BPF as the kernel runs it (Documentation/networking/filter.rst), for the instructions that are used. */
function run(filter: Buffer, audit: number, number: number, args: readonly number[] = []): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(audit, 4);
  args.forEach((value, index) => data.writeUInt32LE(value, 16 + 8 * index));
  let held = 0;
  for (let at = 0; at < filter.length / 8; at += 1) {
    const k = filter.readUInt32LE(8 * at + 4);
    const jump = (is: boolean): number => filter.readUInt8(8 * at + (is ? 2 : 3));
    switch (filter.readUInt16LE(8 * at)) {
      case 0x20: // BPF_LD | BPF_W | BPF_ABS
        held = data.readUInt32LE(k);
        break;
      case 0x06: // BPF_RET | BPF_K
        return k;
      case 0x15: // BPF_JMP | BPF_JEQ | BPF_K
        at += jump(held === k);
        break;
      case 0x35: // BPF_JMP | BPF_JGE | BPF_K
        at += jump(held >= k);
        break;
      case 0x45: // BPF_JMP | BPF_JSET | BPF_K
        at += jump((held & k) !== 0);
        break;
      default:
        throw new Error('no such instruction');
    }
  }
  throw new Error('the filter has no end');
}

const filterOf = (architecture: string): Buffer => seccompFilter(architecture) ?? Buffer.alloc(0);

describe('the filter of system calls', () => {
  it.each([
    ['x64', X64, { read: 0, write: 1, openat: 257, mmap: 9, execve: 59, exit_group: 231, futex: 202 }],
    ['arm64', ARM64, { read: 63, write: 64, openat: 56, mmap: 222, execve: 221, exit_group: 94, futex: 98 }],
  ])('on %s lets a decoder read, write and compute', (name, audit, calls) => {
    for (const number of Object.values(calls)) expect(run(filterOf(name), audit, number)).toBe(ALLOW);
  });

  it.each([
    [
      'x64',
      X64,
      {
        ptrace: 101,
        mount: 165,
        keyctl: 250,
        bpf: 321,
        userfaultfd: 323,
        perf_event_open: 298,
        unshare: 272,
        socket: 41,
      },
    ],
    [
      'x64',
      X64,
      {
        io_uring_setup: 425,
        kexec_load: 246,
        setns: 308,
        open_by_handle_at: 304,
        pivot_root: 155,
        process_vm_writev: 311,
      },
    ],
    [
      'arm64',
      ARM64,
      {
        ptrace: 117,
        mount: 40,
        keyctl: 219,
        bpf: 280,
        userfaultfd: 282,
        perf_event_open: 241,
        unshare: 97,
        socket: 198,
      },
    ],
    [
      'arm64',
      ARM64,
      {
        io_uring_setup: 425,
        kexec_load: 104,
        setns: 268,
        open_by_handle_at: 265,
        pivot_root: 41,
        process_vm_writev: 271,
      },
    ],
  ])('on %s refuses what a decoder never needs', (name, audit, calls) => {
    for (const number of Object.values(calls)) expect(run(filterOf(name), audit, number)).toBe(EPERM);
  });

  it.each([
    ['x64', X64, 56, 435],
    ['arm64', ARM64, 220, 435],
  ])('on %s lets threads and processes begin, and no namespace', (name, audit, clone, clone3) => {
    const THREAD = 0x003d_0f00;
    const SIGCHLD = 17;
    for (const flags of [THREAD, SIGCHLD]) expect(run(filterOf(name), audit, clone, [flags])).toBe(ALLOW);
    for (const flag of [
      0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
    ])
      expect(run(filterOf(name), audit, clone, [flag | SIGCHLD])).toBe(EPERM);
    // The C library asks for it first, and takes clone when it is not there.
    expect(run(filterOf(name), audit, clone3)).toBe(ENOSYS);
  });

  it('types nothing into a terminal, and lets other requests to a file pass', () => {
    expect(run(filterOf('x64'), X64, 16, [0, 0x5412])).toBe(EPERM);
    expect(run(filterOf('x64'), X64, 16, [0, 0x541c])).toBe(EPERM);
    expect(run(filterOf('x64'), X64, 16, [0, 0x5401])).toBe(ALLOW);
    expect(run(filterOf('arm64'), ARM64, 29, [0, 0x5412])).toBe(EPERM);
  });

  it('ends whoever calls by the interface of another architecture', () => {
    const I386 = 0x4000_0003;
    expect(run(filterOf('x64'), I386, 3)).toBe(KILL);
    expect(run(filterOf('arm64'), X64, 0)).toBe(KILL);
    expect(run(filterOf('x64'), X64, 0x4000_0000 + 101)).toBe(ENOSYS);
  });

  it('is not made up for a machine whose numbers are not known', () => {
    expect(seccompFilter('riscv64')).toBeUndefined();
  });
});
