import { mediaTypeOf } from './media-type.js';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('the media type of a file', () => {
  test.each([
    ['application/pdf', Buffer.from('%PDF-1.7\n')],
    ['image/png', bytes('89504e470d0a1a0a0000000d')],
    ['image/jpeg', bytes('ffd8ffe000104a46')],
    ['image/gif', Buffer.from('GIF89a')],
    ['image/webp', Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1')],
    ['application/zip', bytes('504b03041400060008')],
    ['text/plain', Buffer.from('立项批复 𠮷 🥝\r\n\t第一行')],
    ['application/octet-stream', bytes('d0cf11e0a1b11ae1')],
    ['application/octet-stream', Buffer.from('text with a \0')],
    ['application/octet-stream', Buffer.alloc(0)],
  ])('is %s by its first bytes', (mediaType, head) => {
    expect(mediaTypeOf(head)).toBe(mediaType);
  });

  test('is not what only looks like it: RIFF that is no picture, a signature cut short', () => {
    expect(mediaTypeOf(Buffer.from('RIFF\x10\x00\x00\x00WAVEfmt ', 'latin1'))).toBe('application/octet-stream');
    expect(mediaTypeOf(bytes('89504e470d0a1a'))).toBe('application/octet-stream');
  });

  test('of a script is text, never a page: it is only ever handed out as an attachment', () => {
    expect(mediaTypeOf(Buffer.from('<html><script>alert(1)</script>'))).toBe('text/plain');
  });
});
