/** The changes of rules that a person may see, with who asked and who answered; newest first. */
import type { QueryBuilder } from 'objection';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { RuleChange } from '../models/rule-change.ts';

export const findChanges = (db: Database, { ability }: Pick<Viewer, 'ability'>): QueryBuilder<RuleChange> =>
  RuleChange.query(db)
    .modify('told')
    .where('rule_changes.id', 'in', accessibleBy(db('rule_changes').select('id'), ability, 'read', 'RuleChange'));
