/** What a browser says of itself, told so that its owner knows it again and nobody else does: its family and its system. */

// In this order: many browsers name the others too.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\/|\bChromium\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b|\biPad\b/, 'iPhone ou iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** @param userAgent the header as it came: whatever it holds, only these words go on */
export function deviceOf(userAgent: string | undefined): string {
  const given = (userAgent ?? '').slice(0, 500);
  const nameIn = (list: typeof browsers): string | undefined => list.find(([pattern]) => pattern.test(given))?.[1];
  return [nameIn(browsers) ?? 'Autre navigateur', nameIn(systems)].filter(Boolean).join(', ');
}
