/** What a page has shown of a team, in short: it goes with the form, and says afterwards what has changed while somebody read. */
import { createHash } from 'node:crypto';
import {
  sectionOf,
  sections,
  type Section,
  type SnapshotMember,
  type TeamSnapshot,
} from '../../domain/staff/team-snapshot.ts';
import { canonical } from '../act-hash.ts';
import { digestOf } from './read-team.ts';

/** For each person the id, and three letters for each section: enough to name what differs. The digest before them is what is compared. */
const markLength = 3;
const idLength = 22;

export const markOf = (snapshot: TeamSnapshot): string =>
  [digestOf(snapshot), ...snapshot.members.map((member) => shortId(member.collaborationId) + marksOf(member))].join(
    '.',
  );

export interface ChangeSeen {
  /** Of whoever is not there any more, only the id is left. */
  collaborationId: string;
  member?: SnapshotMember;
  what: 'added' | 'removed' | 'changed';
  sections: Section[];
}

/** Undefined where nothing has changed; where the mark is none of ours, an empty list. */
export function changesSince(mark: string, snapshot: TeamSnapshot): ChangeSeen[] | undefined {
  const [digest, ...members] = mark.split('.');
  if (digest === digestOf(snapshot)) return undefined;
  const seen = new Map(members.map((one) => [one.slice(0, idLength), one.slice(idLength)]));
  const changes = snapshot.members.flatMap((member): ChangeSeen[] => {
    const { collaborationId } = member;
    const was = seen.get(shortId(collaborationId));
    seen.delete(shortId(collaborationId));
    if (was === undefined) return [{ collaborationId, member, what: 'added', sections: [] }];
    const now = marksOf(member);
    const changed = sections.filter((_, at) => part(was, at) !== part(now, at));
    return changed.length > 0 ? [{ collaborationId, member, what: 'changed', sections: changed }] : [];
  });
  const gone = [...seen.keys()].flatMap((short): ChangeSeen[] => {
    const collaborationId = longId(short);
    return collaborationId ? [{ collaborationId, what: 'removed', sections: [] }] : [];
  });
  return [...changes, ...gone];
}

const part = (marks: string, at: number): string => marks.slice(at * markLength, (at + 1) * markLength);
const marksOf = (member: SnapshotMember): string =>
  sections
    .map((section) =>
      createHash('sha256')
        .update(canonical(sectionOf(member, section)))
        .digest('base64url')
        .slice(0, markLength),
    )
    .join('');
const shortId = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
function longId(short: string): string | undefined {
  const hex = Buffer.from(short, 'base64url').toString('hex');
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : undefined;
}
