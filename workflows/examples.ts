/** Facts with which the table of each procedure is walked. A procedure without a line is walked without facts. */
import * as authorisationAdaptation from './authorisation-adaptation/examples.ts';

export interface Examples {
  openings: Readonly<Record<string, readonly object[]>>;
  facts: Readonly<Record<string, ((data: never) => readonly object[]) | undefined>>;
}

const bySlug: Readonly<Record<string, Examples>> = {
  'authorisation-adaptation': {
    openings: authorisationAdaptation.openingFacts,
    facts: authorisationAdaptation.exampleFacts,
  },
};

export const examplesOf = (slug: string): Examples => bySlug[slug] ?? { openings: {}, facts: {} };
