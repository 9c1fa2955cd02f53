/** Makes the kernel's module, unless it is up to date. */
export function buildKernel(): Promise<void>
/** One entry among the kernel's sources as machine code, and as its text. */
export function compileKernel(entry: string): Promise<{ wasm: Uint8Array; wat: string }>
