// The process of an emulator, not that of a program which has one in it: V8 would let the young generation grow to a hundred
// megabytes under load and keep them, and the old one to several times of what is in use. Collected in smaller steps both cost
// no more CPU (bench/README.md).

const { setFlagsFromString } = process.getBuiltinModule("node:v8");
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=75");
