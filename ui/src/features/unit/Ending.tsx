/** What becomes of a refused unit: its bag is disposed of before two people, and the family hears of it. */
import { IconPhone, IconTrash } from '@tabler/icons-react';
import type { UnitView } from '@/api';
import { FormDialog, Panel, TimeText, useTexts, useWord } from '@/shared';
import { DisposeForm } from './DisposeForm';
import { NoticeForm } from './NoticeForm';
import classes from './Unit.module.css';

export function Ending({ unit }: { unit: UnitView }) {
  const t = useTexts('unit');
  const word = useWord();
  const { disposal, notices, row } = unit;
  const may = (act: string) => unit.next_acts.includes(act);
  return (
    <Panel title={t('ending.title')}>
      <div className={classes.ending} data-testid="unit-ending">
        <div className={classes.endingPart}>
          {disposal ? (
            <div data-testid="unit-disposed">
              <strong>{word('Disposal', disposal.disposal)}</strong>
              {disposal.position ? <span> · {t('ending.from', { position: disposal.position })}</span> : null}
              <div>{disposal.note}</div>
              <div className={classes.quiet}>{t('ending.two', { by: disposal.by, second: disposal.second })} · <TimeText ms={disposal.at_ms} /></div>
            </div>
          ) : (
            <p>{row.position ? t('ending.kept_at', { position: row.position }) : t('ending.kept')}</p>
          )}
          {may('dispose') ? (
            <FormDialog title={t('ending.dispose')} testId="unit-dispose" variant="default" icon={<IconTrash size={20} />}>
              {(close) => <DisposeForm unit={row} onDone={close} />}
            </FormDialog>
          ) : null}
        </div>
        <div className={classes.endingPart}>
          <strong>{t('ending.family')}</strong>
          {notices.length === 0 ? <p>{t('ending.untold')}</p> : (
            <ul className={classes.notices} data-testid="unit-notices">
              {notices.map((notice) => (
                <li key={`${notice.told_ms}-${notice.note}`}>
                  <strong>{word('FamilyNotice', notice.notice)}</strong> · <TimeText ms={notice.told_ms} /> · {notice.by}
                  <div>{notice.note}</div>
                </li>
              ))}
            </ul>
          )}
          {may('notify_family') ? (
            <FormDialog title={t('ending.notify')} testId="unit-notify" variant="default" icon={<IconPhone size={20} />}>
              {(close) => <NoticeForm donation={row.donation} onDone={close} />}
            </FormDialog>
          ) : null}
        </div>
      </div>
    </Panel>
  );
}
