/** One message: its specimens with what waits and why, what was taken from it, and the message itself. */
import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type InboxDetail, type InboxSpecimen } from '@/api';
import { Loaded, Panel, TimeText, useTexts } from '@/shared';
import { Sender } from './Sender';
import { SpecimenPanel } from './SpecimenPanel';
import { TakenTable } from './TakenTable';
import classes from './Inbox.module.css';

export function MessagePanel({ message }: { message: string }) {
  const query = useCommandQuery('inbox.get', { message }, { keepPrevious: true });
  return (
    <div className={classes.detail}>
      <Loaded query={query}>{(detail) => <Detail detail={detail} />}</Loaded>
    </div>
  );
}

function Detail({ detail }: { detail: InboxDetail }) {
  const t = useTexts('inbox');
  return (
    <>
      <Panel title={detail.analyser} aside={<span className={classes.quiet}><Sender {...detail} /> · <TimeText ms={detail.at_ms} /></span>}>
        {detail.held ? null : <p className={classes.warn}>{t('not_held')}</p>}
        {detail.specimens.map((specimen, index) => (
          <SpecimenPanel key={waitingKey(specimen, index)} detail={detail} specimen={specimen} />
        ))}
        {detail.specimens.length === 0 ? <p className={classes.quiet}>{t('no_results')}</p> : null}
      </Panel>
      {detail.taken.length > 0 ? <Panel title={t('taken')}><TakenTable taken={detail.taken} /></Panel> : null}
      {detail.held ? <RawText detail={detail} /> : null}
    </>
  );
}

/** What is chosen is chosen anew once something was dealt with. */
function waitingKey({ results }: InboxSpecimen, index: number): string {
  const waiting = results.filter(({ waits }) => waits !== null).map(({ place }) => place);
  return `${results[0]?.place ?? index}:${waiting.join(',')}`;
}

function RawText({ detail }: { detail: InboxDetail }) {
  const t = useTexts('inbox');
  const [open, setOpen] = useState(false);
  return (
    <Panel
      title={t('raw')}
      aside={
        <Button
          variant="subtle"
          aria-expanded={open}
          leftSection={open ? <IconChevronDown size={18} /> : <IconChevronRight size={18} />}
          onClick={() => setOpen(!open)}
          data-testid="inbox-raw"
        >
          {t(open ? 'raw_hide' : 'raw_show')}
        </Button>
      }
    >
      {open ? (
        <>
          {detail.patient_hidden ? <p className={classes.quiet}>{t('patient_hidden')}</p> : null}
          <pre className={classes.raw} data-testid="inbox-raw-text">{detail.lines.join('\n')}</pre>
        </>
      ) : null}
    </Panel>
  );
}
