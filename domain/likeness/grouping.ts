/** What grouping is given, what it gives, and what it holds on the way. */
import type { Cluster, Node } from './clusters.ts';
import type { Cause } from './compare.ts';
import type { NameKind } from './name.ts';

export interface Spelling {
  id: string;
  organisation: string;
  module: string;
  lines: number;
  /** Whose lines. */
  operators: readonly string[];
  /** The sessions followed, « 2026-09-12 6 »: who wrote the teacher or the room was there on the day of the others. */
  sessions: readonly string[];
}
/** Why a spelling stands in a group. `training`: the module was typed as organisation; `weak`: it resembles, no more. */
export type Why = Cause | 'trainer' | 'place' | 'training' | 'weak';
/** Whose « organisation » is none: a teacher, a room, the module itself. Nothing is known of it once its day is past. */
export const notOrganisations: readonly Why[] = ['trainer', 'place', 'training'];
export interface Member {
  id: string;
  isIn: boolean;
  why: Why;
}
/** `head`: the spelling that most have used, which names the group. */
export interface Group {
  head: string;
  members: Member[];
}

/** What was typed as an organisation may be one, or not. */
export type Kind = NameKind | 'training';
export interface OrganisationNode extends Node {
  spellings: Spelling[];
  kind: Kind;
}
export interface ModuleNode extends Node {
  spellings: Spelling[];
}
/** A module of an organisation, before the sessions are looked at. */
export interface Draft {
  kind: Kind;
  organisation: Cluster<OrganisationNode>;
  module: Cluster<ModuleNode>;
  spellings: Spelling[];
  group: Group;
}
