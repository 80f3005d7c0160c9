import { expect } from 'chai';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { cleanPhoto, smallestSide, type CleanPhoto } from '../../db/clean-photo.ts';

const scene = (width = 1200, height = 900): Sharp =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#bcd"/><rect width="50%" height="20%" fill="#a31515"/></svg>`,
    ),
  );
const cleaned = async (bytes: Buffer): Promise<CleanPhoto> => {
  const photo = await cleanPhoto(bytes);
  if (typeof photo === 'string') throw new Error(photo);
  return photo;
};
const taken = {
  IFD0: { Make: 'Appareil', Model: 'Téléphone de Nathalie', Artist: 'Nathalie Servais' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 27/1 5580/100', GPSLongitudeRef: 'E', GPSLongitude: '4/1 51/1 0/1' },
};
const marks = ['Exif', 'GPS', 'ICC_PROFILE', 'ns.adobe.com', 'Photoshop', 'Nathalie'];

describe('a photo before anyone sees it', () => {
  it('has lost where it was taken, by whom and with what, and its colour profile', async () => {
    const original = await scene()
      .jpeg()
      .withExif(taken)
      .withXmp(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
      )
      .withIccProfile('p3')
      .toBuffer();
    const before = await sharp(original).metadata();
    expect([before.exif, before.icc, before.xmp].every(Boolean), 'the original has them').to.equal(true);
    const photo = await cleaned(original);
    for (const bytes of [photo.large, photo.small]) {
      const { exif, icc, xmp, iptc, format, space, orientation } = await sharp(bytes).metadata();
      expect([exif, icc, xmp, iptc, orientation]).to.deep.equal(Array(5).fill(undefined));
      expect([format, space]).to.deep.equal(['jpeg', 'srgb']);
      expect(marks.filter((mark) => bytes.includes(mark))).to.deep.equal([]);
    }
  });

  it('stands upright, however the device was held', async () => {
    const photo = await cleaned(await scene().jpeg().withMetadata({ orientation: 6 }).toBuffer());
    expect([photo.width, photo.height]).to.deep.equal([900, 1200]);
    // The red corner was at the top left; turned a quarter to the right it is at the top right.
    const { data } = await sharp(photo.large)
      .extract({ left: 890, top: 10, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0]! > 120 && data[1]! < 80).to.equal(true);
  });

  it('fits the public sizes, keeps its proportions and is never enlarged, whatever its own size', async () => {
    const side = fc.integer({ min: smallestSide, max: 2600 });
    await fc.assert(
      fc.asyncProperty(side, side, fc.constantFrom('jpeg', 'png', 'webp'), async (width, height, format) => {
        const photo = await cleaned(
          await scene(width, height)
            .toFormat(format as 'jpeg')
            .toBuffer(),
        );
        const small = await sharp(photo.small).metadata();
        const scale = Math.min(1, 1600 / Math.max(width, height));
        expect(photo.width).to.be.closeTo(width * scale, 1);
        expect(photo.height).to.be.closeTo(height * scale, 1);
        expect(Math.max(small.width, small.height)).to.equal(Math.min(480, Math.max(width, height)));
      }),
      { numRuns: 12 },
    );
  });

  it('shows white where a drawing is transparent', async () => {
    const photo = await cleaned(
      await sharp({ create: { width: 600, height: 600, channels: 4, background: '#00000000' } })
        .png()
        .toBuffer(),
    );
    const { data } = await sharp(photo.large).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).to.equal(255);
  });

  it('is refused when it moves, is made for print, is broken, too small or another kind of file', async () => {
    const frame = await scene(600, 600).png().toBuffer();
    const animated = await sharp([frame, await scene(600, 600).negate().png().toBuffer()], { join: { animated: true } })
      .webp()
      .toBuffer();
    const whole = await scene().jpeg().toBuffer();
    const cases: [Buffer, string][] = [
      [animated, 'animated'],
      [await scene().toColourspace('cmyk').jpeg().toBuffer(), 'for-print'],
      [whole.subarray(0, whole.length / 2), 'unreadable'],
      [Buffer.from('%PDF-1.7 not a photo'), 'unreadable'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>'), 'unreadable'],
      [await scene(1200, 300).jpeg().toBuffer(), 'too-small'],
      [
        await sharp({ create: { width: 8_000, height: 8_000, channels: 3, background: 'white' } })
          .png()
          .toBuffer(),
        'too-many-pixels',
      ],
    ];
    for (const [bytes, fault] of cases) expect(await cleanPhoto(bytes)).to.equal(fault);
  });

  it('waits for its turn, and is sent away when too many wait', async () => {
    const bytes = await scene(600, 600).jpeg().toBuffer();
    const answers = await Promise.all(Array.from({ length: 30 }, () => cleanPhoto(bytes)));
    expect(answers.filter((answer) => answer === 'busy')).to.have.length(8);
    expect(typeof (await cleanPhoto(bytes))).to.equal('object');
  });
});
