/** Networks from which a software may call, as somebody writes them: one address or network (CIDR) a line. */
import { isIP } from 'node:net';

const most = 20;
export type NetworksRead =
  | { ok: true; networks: string[] }
  | { ok: false; wrong: string; why: 'form' | 'everywhere' | 'many' };

export function readNetworks(typed: string): NetworksRead {
  const lines = typed.split(/[\s,;]+/u).filter(Boolean);
  if (lines.length > most) return { ok: false, wrong: String(lines.length), why: 'many' };
  for (const line of lines) {
    const [address = '', length, ...rest] = line.split('/');
    const bits = { 4: 32, 6: 128 }[isIP(address)];
    const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (bits ?? 0));
    if (!bits || !isLength || rest.length > 0 || address.includes('%'))
      return { ok: false, wrong: line.slice(0, 60), why: 'form' };
    if (length !== undefined && Number(length) === 0) return { ok: false, wrong: line, why: 'everywhere' };
  }
  return { ok: true, networks: [...new Set(lines)] };
}
