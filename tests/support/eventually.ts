/** Waits for a condition that becomes true by itself: asks again until the deadline, then fails with what was expected. */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { within = 10_000, message = 'the condition' }: { within?: number; message?: string } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + within
  for (;;) {
    const value = await condition()
    if (value) return value
    if (Date.now() > deadline) throw new Error(`${message} did not become true within ${within} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
