/** A unit's number, inventory and status at the head of a screen. */
import type { ReactNode } from 'react';
import type { UnitRow } from '@/api/gen/commands';
import { Din } from '../display/Din';
import { PageHeader } from '../display/States';
import { StatusBadge } from '../display/StatusBadge';
import { useWord } from '../i18n';
import classes from './UnitHeader.module.css';

export function UnitHeader({ row, title, actions }: { row: UnitRow; title?: ReactNode; actions?: ReactNode }) {
  const word = useWord();
  return (
    <PageHeader
      title={
        <span className={classes.head} data-testid="unit-header">
          {title ? <span className={classes.title}>{title}</span> : null}
          <Din din={row.din} check={row.check_character} large />
          <StatusBadge status={row.status} held={row.held} />
        </span>
      }
      subtitle={[word('Inventory', row.inventory), row.site_code, row.position].filter(Boolean).join(' · ')}
      actions={actions}
    />
  );
}
