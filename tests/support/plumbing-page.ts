/** A page of a small conference, in the form that importers know as lpc-page, in its parts. */
export const KERNEL = `
Kernel MC

What kernels need, with coffee.

Expected topics

  • Boot
  • Memory

MC leads

  • Ada Lovelace <ada@example.org> and Alan Turing <alan@example.org>


Kernel Summary

Faster boot
Speaker: Grace Hopper

Details

Half a second is gone.
`
export const LESS_MEMORY = `
Less memory
Speaker: Ada Lovelace

Details

One page at a time.
`
export const TOOLS = `



Tools MC

Linkers and friends.

Expected topics

  • Linkers

MC lead

  • Grace Hopper <grace@example.org>


Tools Summary

A linker in an hour
Speaker: Edsger Dijkstra

Details

It took two.
`
export const HEAD = `6–7 May 2024
Europe/Lisbon timezone

Plumbing Days

Plumbing Days microconferences



`
export const PAGE = HEAD + KERNEL + LESS_MEMORY + TOOLS
