import type { VideoFacts } from '../facts';
import { geometry, type Size } from './geometry';
import { scaleTo } from './poster';

const TRANSFER = { pq: 'smpte2084', hlg: 'arib-std-b67' } as const;

/** High dynamic range brought down to BT.709, whose look is a choice: the rendition is labelled so. */
function toneMap(hdr: 'pq' | 'hlg'): string[] {
  return [
    `zscale=pin=2020:min=2020_ncl:tin=${TRANSFER[hdr]}:p=2020:m=gbr:t=linear:npl=100`,
    'format=gbrpf32le',
    'tonemap=tonemap=hable:desat=0',
    'zscale=p=709:t=709:m=709:r=tv',
  ];
}

/**
 * Source frames as they are to be seen: square pixels, upright, 8 bits, limited range. The display matrix is dropped
 * once it has been applied.
 */
export function picture(video: VideoFacts): string[] {
  const range =
    video.fullRange && video.hdr === null ? ['scale=out_range=tv:flags=bicubic+accurate_rnd+bitexact'] : [];
  return [...geometry(video).filters, ...(video.hdr === null ? range : toneMap(video.hdr)), ...PLAIN_PICTURE];
}

const PLAIN_PICTURE = ['format=yuv420p', 'sidedata=mode=delete:type=DISPLAYMATRIX'];

/** The same of that size. Tone mapping takes 12 bytes a pixel, several times over: so a large picture is made small before it. */
export function smallPicture(video: VideoFacts, size: Size): string[] {
  if (video.hdr === null) return [...picture(video), scaleTo(size)];
  return [...geometry(video).filters, scaleTo(size), ...toneMap(video.hdr), ...PLAIN_PICTURE];
}
