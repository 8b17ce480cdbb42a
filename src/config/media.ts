import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, GiB, list, MiB, positive } from './shapes';

/** The decoders and their limits. */
export const mediaSettings = {
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  BWRAP_PATH: z.string().default('bwrap'),
  EXIFTOOL_PATH: z.string().default('exiftool'),
  /** Where it is missing, HEIC and AVIF pictures are kept and not shown. */
  HEIF_DEC_PATH: z.string().default('heif-dec'),
  /** Decoders without bubblewrap: refused in production unless this says otherwise. */
  MEDIA_ALLOW_UNSANDBOXED: flag.default(false),
  MEDIA_MAX_STREAMS: positive.default(16),
  MEDIA_MAX_PIXELS: positive.default(8192 * 4608),
  /** A larger photograph or screenshot gets no copy without metadata. */
  MEDIA_PICTURE_BYTES: positive.default(256 * MiB),
  MEDIA_PICTURE_PIXELS: positive.default(256_000_000),
  /** A picture with more pixels than this must have a byte for each 64 of them, as photographs have: else it is refused before it is decoded. */
  MEDIA_PICTURE_PLAIN_PIXELS: positive.default(48_000_000),
  MEDIA_MAX_SECONDS: positive.default(6 * 3600),
  /** A file with more packets of picture and sound gets no viewing copy: six hours of 60 pictures a second have 2.4 million. */
  MEDIA_MAX_PACKETS: positive.default(4_000_000),
  MEDIA_CPU_SECONDS: positive.default(4 * 3600),
  /** The same of each program that checks a file that has arrived: it decodes a first picture and no more. */
  MEDIA_CHECK_CPU_SECONDS: positive.default(120),
  /** The same where the file has fewer bytes than MEDIA_SMALL_BYTES: one that costs more was made for it. */
  MEDIA_SMALL_CPU_SECONDS: positive.default(40),
  MEDIA_SMALL_BYTES: positive.default(4 * MiB),
  MEDIA_MEMORY_BYTES: positive.default(3 * GiB),
  MEDIA_OUTPUT_BYTES: positive.default(16 * GiB),
  /** PEM files with the certificates that makers' seals (C2PA) must lead to, with commas between them. */
  C2PA_TRUST_ANCHORS: z.string().default(''),
  /** A larger seal is not looked into. */
  C2PA_MANIFEST_BYTES: positive.default(16 * MiB),
  /** A decoder that makes no progress for this long is stopped. */
  MEDIA_STALL_SECONDS: positive.default(180),
};

type MediaEnvironment = z.infer<z.ZodObject<typeof mediaSettings>>;

export const mediaOf = (env: MediaEnvironment & { readonly NODE_ENV: string }) => ({
  ffmpegPath: env.FFMPEG_PATH,
  ffprobePath: env.FFPROBE_PATH,
  bwrapPath: env.BWRAP_PATH,
  exiftoolPath: env.EXIFTOOL_PATH,
  heifDecPath: env.HEIF_DEC_PATH,
  allowUnsandboxed: env.MEDIA_ALLOW_UNSANDBOXED || env.NODE_ENV !== 'production',
  maxStreams: env.MEDIA_MAX_STREAMS,
  maxPixels: env.MEDIA_MAX_PIXELS,
  pictureBytes: env.MEDIA_PICTURE_BYTES,
  picturePixels: env.MEDIA_PICTURE_PIXELS,
  picturePlainPixels: env.MEDIA_PICTURE_PLAIN_PIXELS,
  maxSeconds: env.MEDIA_MAX_SECONDS,
  maxPackets: env.MEDIA_MAX_PACKETS,
  cpuSeconds: env.MEDIA_CPU_SECONDS,
  checkCpuSeconds: env.MEDIA_CHECK_CPU_SECONDS,
  smallCpuSeconds: env.MEDIA_SMALL_CPU_SECONDS,
  smallBytes: env.MEDIA_SMALL_BYTES,
  memoryBytes: env.MEDIA_MEMORY_BYTES,
  outputBytes: env.MEDIA_OUTPUT_BYTES,
  stallSeconds: env.MEDIA_STALL_SECONDS,
  trustAnchors: list(env.C2PA_TRUST_ANCHORS).map((file) => resolve(file.trim())),
  manifestBytes: env.C2PA_MANIFEST_BYTES,
});
