/** WebRTC's detector of voice activity (https://github.com/dpirch/libfvad), as far as it is used here. */
declare module '@echogarden/fvad-wasm' {
  interface Fvad {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _fvad_new(): number;
    /** @param mode 0 to 3: the higher, the more is not taken for speech */
    _fvad_set_mode(detector: number, mode: number): number;
    _fvad_set_sample_rate(detector: number, hertz: number): number;
    /** @returns 1 for voice, 0 for none, -1 for a length that it does not take */
    _fvad_process(detector: number, at: number, samples: number): number;
  }
  export default function open(options: { readonly wasmBinary: Uint8Array }): Promise<Fvad>;
}

/** Its bytes, which the build puts into the program. */
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
