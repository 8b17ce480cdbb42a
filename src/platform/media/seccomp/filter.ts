import { CLONE, CLONE3, DENIED, IOCTL, type Numbers } from './system-calls';

/** One instruction of classic BPF (linux/filter.h): jumps are counted from the next one. */
interface Instruction {
  readonly code: number;
  readonly k: number;
  readonly jumpTrue?: number;
  readonly jumpFalse?: number;
}

/** Offsets in `struct seccomp_data` (linux/seccomp.h); of arguments the low half, on a little-endian machine. */
const NUMBER = 0;
const ARCHITECTURE = 4;
const argument = (index: number): number => 16 + 8 * index;

const KILL = 0x8000_0000;
const ALLOW = 0x7fff_0000;
const refuse = (errno: number): number => 0x0005_0000 | errno;
const EPERM = 1;
const ENOSYS = 38;

const load = (offset: number): Instruction => ({ code: 0x20, k: offset });
const give = (k: number): Instruction => ({ code: 0x06, k });
const ifEqual = (k: number, jumpTrue: number, jumpFalse: number): Instruction => ({
  code: 0x15,
  k,
  jumpTrue,
  jumpFalse,
});
const ifAtLeast = (k: number, jumpTrue: number, jumpFalse: number): Instruction => ({
  code: 0x35,
  k,
  jumpTrue,
  jumpFalse,
});
const ifAnyBit = (k: number, jumpTrue: number, jumpFalse: number): Instruction => ({
  code: 0x45,
  k,
  jumpTrue,
  jumpFalse,
});

/** AUDIT_ARCH_* (linux/audit.h), and the place of its numbers. */
const MACHINES: Readonly<Record<string, { readonly audit: number; readonly column: 0 | 1 }>> = {
  x64: { audit: 0xc000_003e, column: 0 },
  arm64: { audit: 0xc000_00b7, column: 1 },
};

/** From here on the numbers of x86_64 are those of its second, 32-bit interface: another way to the same calls. */
const X32 = 0x4000_0000;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET (linux/sched.h). */
const NEW_NAMESPACES = 0x7e02_0000;
/** They type into a terminal in the place of a person (asm-generic/ioctls.h, linux/tiocl.h). */
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

const when = (number: number, what: readonly Instruction[]): Instruction[] => [
  ifEqual(number, 0, what.length),
  ...what,
];

function program(audit: number, column: 0 | 1): Instruction[] {
  const known = (numbers: Numbers): number[] => (numbers[column] === null ? [] : [numbers[column]]);
  return [
    ...[load(ARCHITECTURE), ifEqual(audit, 1, 0), give(KILL), load(NUMBER)],
    ...(column === 0 ? [ifAtLeast(X32, 0, 1), give(refuse(ENOSYS))] : []),
    ...Object.values(DENIED).flatMap((numbers) =>
      known(numbers).flatMap((number) => when(number, [give(refuse(EPERM))])),
    ),
    ...known(CLONE3).flatMap((number) => when(number, [give(refuse(ENOSYS))])),
    ...known(CLONE).flatMap((number) =>
      when(number, [load(argument(0)), ifAnyBit(NEW_NAMESPACES, 0, 1), give(refuse(EPERM)), give(ALLOW)]),
    ),
    ...known(IOCTL).flatMap((number) =>
      when(number, [
        load(argument(1)),
        ifEqual(TIOCSTI, 1, 0),
        ifEqual(TIOCLINUX, 0, 1),
        give(refuse(EPERM)),
        give(ALLOW),
      ]),
    ),
    give(ALLOW),
  ];
}

/** As `struct sock_filter` in a row, which bubblewrap takes. */
function assembled(instructions: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(8 * instructions.length);
  instructions.forEach(({ code, k, jumpTrue = 0, jumpFalse = 0 }, index) => {
    bytes.writeUInt16LE(code, 8 * index);
    bytes.writeUInt8(jumpTrue, 8 * index + 2);
    bytes.writeUInt8(jumpFalse, 8 * index + 3);
    bytes.writeUInt32LE(k, 8 * index + 4);
  });
  return bytes;
}

/**
 * The filter of system calls for decoders (seccomp(2)), on machines of that architecture as Node names it: what a decoder
 * never needs is refused, another architecture's calls end it. `undefined` where the numbers are not known.
 */
export function seccompFilter(architecture: string = process.arch): Buffer | undefined {
  const machine = MACHINES[architecture];
  return machine === undefined ? undefined : assembled(program(machine.audit, machine.column));
}
