/** The largest numbers of the old fields; where one is full, the number stands in ZIP64 (APPNOTE section 4.5.3). */
export const MAX_16 = 0xffff;
export const MAX_32 = 0xffffffff;
