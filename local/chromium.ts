import { findOnPath } from './binaries.ts';

/**
 * A Chromium for the browser tests and the letters: CHROMIUM_PATH, or on the PATH, or the one that comes with the dependencies.
 * @throws Error in French when there is none for this machine
 */
export async function findChromium(): Promise<{ path: string; args: string[] }> {
  // As root Chromium refuses its own sandbox; --disable-dev-shm-usage: containers give /dev/shm only 64 MB.
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'];
  const installed =
    process.env.CHROMIUM_PATH ||
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(findOnPath).find(Boolean);
  if (installed) return { path: installed, args };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Aucun Chromium trouvé : installez-en un, ou donnez son chemin dans CHROMIUM_PATH.');
  }
  // Only its path: its own arguments hold --single-process, which breaks at the second page.
  const { default: chromium } = await import('@sparticuz/chromium');
  // It has no setuid sandbox of its own and many containers refuse user namespaces.
  return { path: await chromium.executablePath(), args: [...new Set([...args, '--no-sandbox'])] };
}
