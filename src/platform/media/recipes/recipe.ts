/** One run of ffmpeg: data, so that it can be tested, compared and kept. Paths are those of the sandbox. */
export interface Recipe {
  /** Options before the input. */
  readonly input: readonly string[];
  readonly outputs: readonly RecipeOutput[];
}

export interface RecipeOutput {
  /** Name in the output folder. */
  readonly file: string;
  readonly options: readonly string[];
}
