/** Short minutes for some sessions of the demo event, as Markdown: points, questions, decisions, actions and links. */
export interface DemoNotes {
  readonly track: string
  readonly session: string
  readonly notes: string
  readonly summary?: string
}

export const DEMO_NOTES: readonly DemoNotes[] = [
  {
    track: 'Distribution kernels microconference',
    session: 'Monitoring and Stabilizing the In-Kernel ABI',
    notes: `
## Points

- Android wants vendor modules to survive a kernel update, so what the kernel exports to them must stay the same for a while.
- The promise is per kernel version and architecture, for one configuration and one toolchain.
- Only symbols on a list count. What is not on the list may change at any time.
- Checking is done with \`libabigail\`, which reads the debug information; checksums of symbols alone say *that* something changed, not *what*.

## Questions

**Q:** A field was added at the end of a structure and nothing else moved. Does that raise an alarm?

**A:** By default yes; a suppression rule can say that this one is fine.

**Q:** How often may the ABI change?

**A:** At present about once a year.

## Actions

- [ ] Publish the list of symbols together with the script that makes it
- [x] Add the slides to the session’s page

Links: [session page](https://lpc.events/event/4/contributions/468/), [libabigail](https://sourceware.org/libabigail/)
`,
    summary: `
Android keeps the binary interface between its kernels and vendor modules stable so that both can be updated apart. The promise is narrow on purpose: one kernel version, one architecture, one configuration, and only the symbols on a list.

Compliance is checked by comparing descriptions made with *libabigail*; compatible additions are let through by explicit suppressions. Other distributions have the same need, and the tools are not tied to Android.
`,
  },
  {
    track: 'Containers and Checkpoint/Restore MC',
    session: 'CRIU and the PID dance',
    notes: `
## Problem

- A restored process has to get the number it had before.
- Today: write the wished number minus one to \`/proc/sys/kernel/ns_last_pid\`, fork, look, try again. Another fork in between spoils it.

## Proposal

- \`clone3()\` takes a structure that can grow, so a wished PID fits in there.
- Needs privileges in the user namespace that owns the PID namespace.

## Discussion

- Processes in **nested** PID namespaces have one number per level. A single number is not enough.
- Better: an array of numbers, innermost first, with its length; the length is limited by the depth that namespaces may have.

## Decisions

1. Go for the array.
2. Leave the question of a narrower capability for later.

## Actions

- [ ] New version of the patches with the array
- [ ] Test with three levels of nesting
`,
  },
  {
    track: 'Containers and Checkpoint/Restore MC',
    session: 'Seccomp Syscall Interception',
    notes: `
## Points

- Since 5.0 a seccomp filter can hand a system call over to another process, which answers in its stead.
- Good fit: \`mknod()\`. The device number is in a register, and inside a user namespace the call never works anyway.
- Bad fit: \`setxattr()\` and friends.
  1. Their arguments are pointers; a filter cannot look behind those.
  2. Some of these calls *would* succeed, and the watcher must then repeat them on behalf of the container.

## Discussion

- New calls put flags into a structure (\`clone3()\`, the planned \`openat2()\`). Filters lose sight of them. Nobody wanted to give up extensible calls for that.
- Filtering paths is out: they can change between check and use.

## Decisions

- Let the watcher answer “go on, do it yourself”.
- Look behind pointers for a few named system calls only.

## Actions

- [ ] Patches for “go on” to the list
- [ ] Write down which calls need the deeper look
`,
    summary: `
The seccomp notifier lets a container manager decide about single system calls of a container. It works well where the arguments are plain numbers, and badly where they are pointers or where the call could have succeeded on its own.

Two steps were agreed: the watcher gets a way to let the call continue in the kernel, and a small set of system calls may be filtered by the content of their argument structures. Filtering by path remains excluded because it cannot be made free of races.
`,
  },
  {
    track: 'Live Patching MC',
    session: 'Rethinking late module patching',
    notes: `
## Problem

A livepatch may concern a module that is not loaded yet. The module loader then patches it while it links it, with special code for relocations, alternatives, jump labels … on every architecture.

## Options on the slide

| option | for | against |
|---|---|---|
| load all concerned modules at once | no late patching at all | modules that nobody needs |
| one patch per object | simple parts | consistency across parts |
| patch the files on disk as well | nothing special at load time | signatures |

## Discussion

- Speaker’s own preference: keep what there is and test it far better.
- From the floor: install the patch as a **separate module next to** the one it changes. The signature stays valid, and unloading and loading again just works.
- Price: the loader has to look for such companions, and take them away again.

## Decisions

- Work out the separate module.
- Meanwhile more selftests for the fragile parts.

## Actions

- [ ] Sketch of the change to the module loader
- [ ] Selftests: relocations after paravirt patching

Link: [session page](https://lpc.events/event/4/contributions/504/)
`,
    summary: `
Patching modules at the moment they are loaded has made the module loader hard to maintain. After weighing several designs, the room favoured shipping each livepatch for a module as a module of its own, installed beside the original. Signatures are not touched and reloading needs no special case; in exchange the loader must find and release these companions. Until then the present code gets better tests.
`,
  },
  {
    track: 'Live Patching MC',
    session: 'API for state changes made by callbacks',
    notes: `
- Some fixes change data, not only code: the one for L1TF changed the meaning of bits in page table entries. Callbacks before and after patching do that work.
- Missing so far: a later patch cannot tell which states an earlier one left behind.
- Proposal: each patch lists the *states* it knows, with a version; loading is refused when a state in use is unknown to the new patch.

**Q:** Does this replace the callbacks?

**A:** No, it tells them what to do.

Decision: no objections in the room; a third version goes to the list.

- [ ] v3 with documentation and a selftest
`,
  },
  {
    track: 'Real-Time MC',
    session: 'PREEMPT_RT: status and Q&A',
    notes: `
## Status

- The configuration switch is in mainline. It does nothing useful yet.
- It still helps: maintainers now know that real time is coming and take patches that prepare for it.
- Much is queued for 5.4; the new \`printk\` may follow in 5.5.

## Questions

**Q:** Will a kernel without the option behave differently?

**A:** It should not.

**Q:** What comes after the merge?

**A:** What has to be switched off under RT today, BPF first of all: it relies on disabled preemption, and programs get longer.

## Discussion

- \`preempt_disable()\` does not say what it protects.
- *Local locks* would: nothing at all without RT, a real lock with it, and lockdep can check them.

## Actions

- [ ] Post the local locks
- [ ] List of the places where BPF depends on disabled preemption
`,
    summary: `
The option for PREEMPT_RT has reached the mainline kernel, although the code behind it is not complete. A large part of what remains is queued for the next releases, the reworked printk being the biggest piece.

After the merge the work turns to features that are unavailable under real time, above all BPF. Local locks are the favoured tool: they name what they protect, cost nothing on other kernels, and can be verified.
`,
  },
  {
    track: 'Testing and Fuzzing MC',
    session: 'GWP-ASAN',
    notes: `
- KASAN finds memory errors but is too slow for production, and bugs seen in production matter most.
- Idea: guard pages around **a few** allocations, chosen by sampling. The overhead can be set as low as one likes.
- One machine rarely catches anything; a fleet does.

**Q:** Which allocations are chosen?

**A:** Every n-th; n is a setting.

- [ ] Find out what a sampled allocation costs on arm64
`,
  },
  {
    track: 'Testing and Fuzzing MC',
    session: 'syzbot',
    notes: `
## Numbers

- about three reports a day over two years, two of them fixed
- 250 bugs in USB drivers so far, and most device ids not tried yet

## New

- leaks, by kmemleak: slow and not exact, so only leaks that can be reproduced are reported
- fault injection

## Hard

Bisection. Old kernels fail in other ways, often before the test even starts.
`,
  },
  {
    track: 'Toolchains MC',
    session: 'Wrapping system calls in glibc',
    notes: `
- Why wrappers: programs are portable, debuggers see a function, types are checked.
- Difficult: calls that do several things depending on an argument; old calls that new architectures lack; sizes (\`size_t\`, \`off64_t\`).
- Both sides agree that things went much better than a year ago.

Decision: new system calls are announced to the C library’s list while they are still under review.

- [ ] Write that down where kernel developers will find it
`,
  },
  {
    track: 'Scheduler MC',
    session: 'Core scheduling',
    notes: `
## Uses

- Security: only tasks that trust each other share a core.
- A database wants its processes packed together.
- Deep learning: tasks with wide vector instructions on the same cores, so that the others keep their clock rate.

## Open

- Fairness. A group can keep a sibling idle and starve others.
- Migration between cores has hardly been looked at.

## Mood

Enough people need it that it will come, in a more general form than today’s.

Link: [LWN on core scheduling](https://lwn.net/Articles/799454/)
`,
  },
  {
    track: 'Tracing microconference',
    session: 'Kernel boot-time tracing',
    notes: `
## Points

- What can be traced during boot is limited by the length of the kernel’s command line.
- First attempt: describe it in the device tree. Turned down, since that is for hardware.
- Second attempt: a file with the settings, handed over by the boot loader. Format shown on the slides, a tree of keys and values:

\`\`\`
ftrace.event.task.task_newtask {
  filter = "pid < 128"
  enable
}
\`\`\`

## How does the file get to the kernel?

- Appended to the initial RAM disk, with its offset told to the kernel: it is in memory early enough, before anything is unpacked.

## Actions

- [ ] Patches with the file behind the RAM disk
`,
    summary: `
Tracing the boot needs more settings than fit on the kernel’s command line. A structured file will carry them, appended to the initial RAM disk so that the kernel finds it before anything else is unpacked.
`,
  },
  {
    track: 'RISC-V microconference',
    session: 'Fixing the Linux boot process in RISC-V',
    notes: `
- Booting now looks as on other architectures: U-Boot SPL, OpenSBI, U-Boot, kernel.
- Next: start the harts one after the other. Today all jump into the kernel and wait in a loop.
- That needs an extension of SBI 0.2 to start and stop a hart.

**Q:** What happens with old firmware?

**A:** The kernel asks which version it has and falls back.

- [ ] Draft of the hart extension for review
`,
  },
]
