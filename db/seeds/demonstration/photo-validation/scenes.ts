/** Drawn scenes, in place of photos: nobody and no place is to be recognised in the demonstration. */
import sharp from 'sharp';

const [width, height] = [1600, 1200];
const rect = (x: number, y: number, w: number, h: number, fill: string, round = 0): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" fill="${fill}"/>`;
const disc = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const shape = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;

const sky = rect(0, 0, width, height, 'url(#sky)') + disc(1310, 230, 90, '#fff6d8');
const hills =
  shape('M0 760q400-190 800-60t800-80v580H0z', '#b9d3b4') + shape('M0 860q500-120 900-20t700-60v420H0z', '#9dc194');
const tree = (x: number, y: number): string =>
  rect(x - 16, y, 32, 210, '#8a6a4c') + disc(x, y - 40, 130, '#6f9f6a') + disc(x - 70, y + 20, 90, '#7dab76');
const room = (wall: string, floor: string): string =>
  rect(0, 0, width, 860, wall) + rect(0, 860, width, 340, floor) + rect(0, 840, width, 24, '#ffffff');
const windowAt = (x: number, y: number): string =>
  rect(x, y, 380, 400, '#ffffff', 8) +
  rect(x + 20, y + 20, 160, 360, '#cfe4f2') +
  rect(x + 200, y + 20, 160, 360, '#d9ebf5');
const blocks = (x: number, y: number): string =>
  rect(x, y, 110, 110, '#e0795f', 8) +
  rect(x + 120, y, 110, 110, '#e9b949', 8) +
  rect(x + 60, y - 120, 110, 110, '#5f9ec9', 8);

const scenes = {
  facade:
    sky +
    hills +
    shape('M380 520 800 250l420 270z', '#7d9c93') +
    rect(440, 520, 720, 460, '#ecdcbf') +
    [500, 660, 980].map((x) => rect(x, 600, 110, 120, '#ffffff', 4) + rect(x + 10, 610, 90, 100, '#bfd9e6')).join('') +
    rect(790, 700, 140, 280, '#7d9c93', 6) +
    rect(0, 980, width, 220, '#d8d4ca') +
    tree(220, 720),
  garden:
    sky +
    hills +
    tree(1360, 640) +
    Array.from({ length: 17 }, (_, post) => rect(post * 100, 720, 26, 190, '#f5efe2', 8)).join('') +
    rect(0, 770, width, 22, '#f5efe2') +
    rect(180, 930, 560, 170, '#a9805a', 12) +
    rect(200, 910, 520, 80, '#ead9a4', 12) +
    rect(920, 900, 420, 180, '#8a6a4c', 10) +
    [960, 1050, 1140, 1230].map((x) => disc(x, 890, 46, '#5f8f57') + disc(x + 12, 872, 16, '#d9604a')).join(''),
  playroom:
    room('#f3ead9', '#d9b98c') +
    windowAt(150, 200) +
    windowAt(620, 200) +
    rect(1120, 330, 360, 430, '#c59a6d', 10) +
    [360, 500, 640].map((y) => rect(1145, y, 310, 100, '#f7efe1', 6)).join('') +
    shape('M140 1030q500-130 980 0-480 120-980 0', '#a8c6c9') +
    blocks(360, 900) +
    disc(840, 960, 70, '#8fb7d6'),
  reading:
    room('#e4ecdf', '#cfae84') +
    windowAt(180, 160) +
    rect(760, 240, 620, 480, '#b88a5c', 10) +
    [280, 430, 580]
      .map(
        (y) =>
          rect(790, y, 560, 110, '#f5ecdc') +
          rect(810, y + 20, 60, 90, '#cf6f5a') +
          rect(880, y + 10, 44, 100, '#6a97b8') +
          rect(934, y + 24, 70, 86, '#e3bb58'),
      )
      .join('') +
    shape('M220 1010q330-200 660 0-330 110-660 0', '#e6a48f') +
    shape('M760 1060q260-150 520 0-260 90-520 0', '#8fb0a2'),
  nap:
    room('#dfe3ee', '#b7a58e') +
    windowAt(600, 150) +
    [120, 620, 1120]
      .map(
        (x) =>
          rect(x, 760, 380, 230, '#f7f3ea', 24) +
          rect(x + 20, 780, 130, 90, '#ffffff', 20) +
          rect(x + 160, 790, 200, 180, '#9fb4d2', 20) +
          disc(x + 90, 820, 42, '#e9c4a6'),
      )
      .join(''),
  kitchen:
    room('#f5e6d3', '#c9b79c') +
    windowAt(610, 120) +
    rect(120, 640, 1360, 60, '#b98f62', 8) +
    rect(150, 700, 1300, 240, '#ece3d3', 8) +
    [260, 560, 860, 1160].map((x) => disc(x + 60, 610, 62, '#ffffff') + disc(x + 60, 610, 38, '#e3a857')).join('') +
    [220, 640, 1060]
      .map(
        (x) =>
          rect(x, 960, 240, 50, '#9b7a52', 12) +
          rect(x + 20, 1010, 24, 120, '#9b7a52') +
          rect(x + 196, 1010, 24, 120, '#9b7a52'),
      )
      .join(''),
} as const;
export type Scene = keyof typeof scenes;

/** A JPEG as a telephone would send it. @param blurred as when the hand moves */
export async function draw(scene: Scene, blurred = false): Promise<Buffer> {
  const image = sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#cfe0ee"/><stop offset="1" stop-color="#eef3ee"/></linearGradient></defs>${scenes[scene]}</svg>`,
    ),
  );
  return (blurred ? image.blur(22) : image).jpeg({ quality: 85 }).toBuffer();
}
