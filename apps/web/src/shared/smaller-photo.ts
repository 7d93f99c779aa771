/** Longest side of a photograph as it is kept: a document is still read, a village's line still carries it. */
const LONGEST_SIDE = 2_048;
/** A picture of that size and below this is sent as it is. */
const SMALL_BYTES = 1_500_000;
const QUALITY = 0.85;

/** A large photograph made smaller before it is sent; everything else as it is. */
export async function smaller(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= SMALL_BYTES) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return made !== null && (scale < 1 || made.size < file.size) ? made : file;
}
