/**
 * The only containers that ffmpeg may open. Everything that can name another file or address (concat, HLS, DASH, image
 * sequences, ...) is left out: an `ffconcat` text named `.mp4` would else copy a sibling's footage into the output.
 */
export const FORMATS = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'avi',
  'flv',
  'h264',
  'hevc',
  'm4v',
  'wav',
  'mp3',
  'aac',
  'amr',
  'ogg',
  'flac',
].join(',');

/**
 * The only decoders that may run: what cameras, phones and messengers write. Names of codecs (as ffprobe gives them)
 * and of their decoders stand in one list; most are the same.
 */
const CODECS = [
  ...['h264', 'hevc', 'av1', 'libdav1d', 'vp8', 'vp9', 'mpeg1video', 'mpeg2video', 'mpeg4', 'h263', 'mjpeg'],
  ...['aac', 'aac_latm', 'mp3', 'mp3float', 'mp2', 'ac3', 'eac3', 'opus', 'vorbis', 'flac', 'alac'],
  ...['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_u8', 'pcm_mulaw', 'pcm_alaw'],
  ...['amrnb', 'amr_nb', 'amrwb', 'amr_wb', 'adpcm_ima_wav', 'adpcm_ms', 'adpcm_ima_qt'],
  ...['g726', 'g726le', 'adpcm_g726', 'adpcm_g726le'],
];

const known = new Set(CODECS);

export const mayDecode = (codec: string): boolean => known.has(codec);

/** Options that go before every input, of ffmpeg and of ffprobe alike. */
export function inputGuards(limits: { readonly maxPixels: number; readonly maxStreams: number }): string[] {
  return [
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', FORMATS],
    ...['-max_pixels', String(limits.maxPixels)],
    ...['-max_streams', String(limits.maxStreams)],
  ];
}

/** For ffmpeg alone: ffprobe would refuse a whole clip for one stream, say of subtitles, that nobody decodes. */
export const DECODER_GUARD: readonly string[] = ['-codec_whitelist', CODECS.join(',')];
