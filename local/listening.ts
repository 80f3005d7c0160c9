/** Who listens on this machine, and where: a program that answers on a port is ours only when our process holds that port. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Listener {
  /** `127.0.0.1`, `0.0.0.0`, `::`, `::1`. */
  address: string;
  port: number;
}

/**
 * Where the process listens; undefined where the system does not tell (Windows, a container without /proc).
 * The process only, not its children.
 */
export function findListeners(pid: number): Listener[] | undefined {
  if (existsSync('/proc/self/net/tcp')) return listenersFromProc(pid);
  const { status, stdout } = spawnSync('lsof', ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn'], {
    encoding: 'utf8',
  });
  if (status === null || !stdout) return undefined;
  return [...stdout.matchAll(/^n(.*):(\d+)$/gm)].map(([, address, port]) => ({
    address: address === '*' ? '0.0.0.0' : address!.replace(/^\[|\]$/g, ''),
    port: Number(port),
  }));
}

/** Whether it is this process that holds the port; true where the system does not tell. */
export const holdsPort = (pid: number, port: number): boolean =>
  findListeners(pid)?.some((listener) => listener.port === port) ?? true;

function listenersFromProc(pid: number): Listener[] | undefined {
  let sockets: Set<string>;
  try {
    sockets = new Set(
      readdirSync(`/proc/${String(pid)}/fd`).flatMap((fd) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${String(pid)}/fd/${fd}`))?.[1] ?? [];
        } catch {
          return []; // closed meanwhile
        }
      }),
    );
  } catch {
    return undefined; // gone, or somebody else's
  }
  return ['tcp', 'tcp6'].flatMap((family) =>
    (existsSync(`/proc/self/net/${family}`) ? readFileSync(`/proc/self/net/${family}`, 'utf8') : '')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode!))
      .map(([, local]) => {
        const [address = '', port = ''] = local!.split(':');
        return { address: readAddress(address), port: parseInt(port, 16) };
      }),
  );
}

/** The kernel writes words of four bytes, each in the order of the machine. */
function readAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => [...Buffer.from(word, 'hex')].reverse());
  if (bytes.length === 4) return bytes.join('.');
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return bytes.slice(12).join('.');
  if (bytes.slice(0, 15).every((byte) => byte === 0)) return bytes[15] === 1 ? '::1' : '::';
  return Array.from({ length: 8 }, (_, at) => ((bytes[2 * at]! << 8) | bytes[2 * at + 1]!).toString(16)).join(':');
}
