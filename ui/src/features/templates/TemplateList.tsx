/** Every label with its picture, the version it is printed by, and what waits for somebody. */
import { IconAlertTriangle, IconCircleCheck, IconClock, IconStack2 } from '@tabler/icons-react';
import { useCommandQuery, type TemplateSummary } from '@/api';
import { Loaded, PageHeader, TimeText, Tone, useOpen, useTexts, useWord } from '@/shared';
import { LabelPicture } from './LabelPicture';
import classes from './Templates.module.css';

/** CSS pixels of a picture. */
const PICTURE_PX = 210;

export function TemplateList() {
  const t = useTexts('templates');
  const list = useCommandQuery('template.list', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={list}>
        {({ templates }) => (
          <ul className={classes.cards} data-testid="templates">
            {templates.map((one) => <Card key={one.template} summary={one} />)}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function Card({ summary }: { summary: TemplateSummary }) {
  const word = useWord();
  const open = useOpen();
  const { template } = summary;
  return (
    <li>
      <button type="button" className={classes.card} onClick={() => open.screen('templates', template)} data-testid={`template-${template}`}>
        <span className={classes.picture}><LabelPicture template={template} width={PICTURE_PX} /></span>
        <strong className={classes.name}>{word('LabelTemplate', template)}</strong>
        <Standing summary={summary} />
      </button>
    </li>
  );
}

/** What is in force, and what somebody should look at. */
export function Standing({ summary }: { summary: TemplateSummary }) {
  const t = useTexts('templates');
  const { version, waiting, contested, problem, approved_by: by, approved_ms: at } = summary;
  return (
    <span className={classes.standing}>
      {version === 0
        ? <Tone tone="grey" icon={IconStack2}>{t('ours')}</Tone>
        : <Tone tone="green" icon={IconCircleCheck}>{t('version', { version })}</Tone>}
      {version > 0 && by ? <span className={classes.quiet}>{by} · <TimeText ms={at} /></span> : null}
      {waiting > 0 ? <Tone tone="orange" icon={IconClock}>{t('waiting', { count: waiting })}</Tone> : null}
      {contested ? <Tone tone="red" icon={IconAlertTriangle}>{t('contested')}</Tone> : null}
      {problem ? <Tone tone="red" icon={IconAlertTriangle}>{t('gave_way')}</Tone> : null}
    </span>
  );
}
