/** Makes the kernel's module, unless it is up to date. */
export function buildKernel(): Promise<void>
/** The machine code of one entry among the kernel's sources. */
export function compileKernel(entry: string): Promise<Uint8Array>
