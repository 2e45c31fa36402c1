/** The end of a run: every unit scanned once more, then the line clearance. */
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type RunView } from '@/api';
import { ActForm, Buttons, FieldChecks, Loaded, Panel, pick, useTexts } from '@/shared';
import { present, type Scanned } from './run';
import classes from './Run.module.css';

interface Props {
  view: RunView;
  /** Codes scanned at this end. */
  scanned: Scanned;
  onDone: () => void;
}

export function CloseRun({ view, scanned, onDone }: Props) {
  const t = useTexts('bench');
  const clearance = useCommandQuery('run.clearance', {});
  const act = useAct('run.close');
  const [checks, setChecks] = useState<string[]>([]);
  const units = present(view).map(({ unit }) => unit.donation);
  const here = units.flatMap((unit) => scanned[unit] ?? []);
  const all = here.length === units.length;
  return (
    <Panel title={t('run.clearance_after')}>
      <p className={classes.count} data-testid="run-accounted">{t(all ? 'run.accounted_all' : 'run.accounted', { count: here.length, all: units.length })}</p>
      <Loaded query={clearance}>
        {({ after }) => (
          <ActForm act={act} onSubmit={() => act.mutate({ run: view.row.run, scans: here, checks }, { onSuccess: onDone })}>
            <div className={classes.checks}>
              <FieldChecks<string>
                name="checks"
                label={t('run.confirm_each')}
                value={checks}
                onChange={setChecks}
                options={after.map((check) => ({ value: check.code, label: pick(check) }))}
              />
            </div>
            <Buttons>
              <Button variant="default" onClick={onDone} data-testid="run-go-on">{t('run.go_on')}</Button>
              <Button type="submit" size="lg" leftSection={<IconCircleCheck size={24} />} loading={act.isPending} disabled={!all} data-testid="submit-run-close">{t('run.close')}</Button>
            </Buttons>
          </ActForm>
        )}
      </Loaded>
    </Panel>
  );
}
