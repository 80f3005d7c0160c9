/** What the tests of the kit ask of each procedure, in `test/<slug>/slice.ts`. Found by the registry: there is no list to edit. */
import type { Database } from '../../db/connect.ts';
import { processes } from '../../workflows/registry.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import type { ToldAct } from './describe-acts.ts';
import type { House } from './house.ts';

export interface TestSlice {
  slug: string;
  /** Each act with a form, as a person does it. */
  toldActs: readonly ToldAct[];
  access: SliceAccess;
  /** Forms of its own routes and of its drafts, each refused for one reason. */
  targets: (db: Database) => Promise<Target[]>;
}

export interface SliceAccess {
  /** Rows of `test/access/matrix.ts`: its routes, those of the kit under its slug and its own. */
  rows: string;
  /** Who does which act. Everybody else who sees the case is refused. */
  acts: Readonly<Record<string, readonly Visitor[]>>;
  /** In nobody's hands: 404 for everybody who may see the case. */
  withoutForm: readonly string[];
  /** For the names in a path: `:action`, `:step`… */
  values: (path: string) => Readonly<Record<string, string>>;
  /** @param userId the operator who asks for everything */
  world: (house: House, userId: string) => SliceWorld;
}
export interface FacilityAsked {
  id: string;
  organising_body_id: string;
  administration: string;
  home: boolean;
}
export interface SliceWorld {
  /** One for each facility, before the first request. @returns its id */
  openCase: (facility: FacilityAsked) => Promise<string>;
  /** One that may be taken away: asked for at each request. Without it, the procedure has none. */
  openDraft?: (facility: FacilityAsked) => Promise<string>;
  /** What an address names that is neither; undefined where it is not of this procedure. */
  findId?: (path: string, facility: FacilityAsked, caseId: string) => Promise<string> | undefined;
}

export const slices: readonly TestSlice[] = await Promise.all(
  processes.map(async ({ slug }) => ((await import(`../${slug}/slice.ts`)) as { slice: TestSlice }).slice),
);
