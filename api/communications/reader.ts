/** Whoever reads communications, by what they may see: an operator's open places, an agent's administrations. */
import type { Viewer } from '../../db/access/viewer.ts';
import type { ShellData } from '../../db/home/shell.ts';
import type { Reader } from '../../domain/communications/audience.ts';

export function readerOf({ portal, grants }: Viewer, { places = [] }: Partial<ShellData>): Reader {
  const administrations = grants.map(({ administration }) => administration);
  return {
    portal,
    places,
    // A grant that names none is of all of them: helpdesk, subsidies, appeals.
    administrations: administrations.some((each) => !each) ? null : administrations.flatMap((each) => each ?? []),
  };
}
