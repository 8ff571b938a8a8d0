// The process of an emulator, not that of a program which has one in it: V8 would let the young generation grow to a hundred
// megabytes under load and keep them; collected in small steps it costs no more CPU (bench/README.md).

process.getBuiltinModule("node:v8").setFlagsFromString("--semi-space-growth-factor=1");
