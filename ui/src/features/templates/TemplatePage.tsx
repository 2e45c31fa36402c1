/** One label: its editor with the live picture, and its versions with what is signed of them. */
import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type LabelTemplate, type TemplateDetail } from '@/api';
import { LeaveDialog, Loaded, PageHeader, ProblemAlert, useCan, useOpen, useTexts, useWord } from '@/shared';
import { Editor } from './Editor';
import { Standing } from './TemplateList';
import { Versions } from './Versions';
import classes from './Templates.module.css';

export function TemplatePage({ template }: { template: string }) {
  const t = useTexts('templates');
  const word = useWord();
  const open = useOpen();
  const detail = useCommandQuery('template.get', { template: template as LabelTemplate });
  return (
    <>
      <PageHeader
        title={word('LabelTemplate', template)}
        subtitle={detail.data ? <Standing summary={detail.data.summary} /> : null}
        actions={<Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('templates')} data-testid="templates-back">{t('back')}</Button>}
      />
      <Loaded query={detail}>{(shown) => <Parts detail={shown} />}</Loaded>
    </>
  );
}

/** What is in force: its text and its digest. */
export function inForce({ versions, ours, ours_digest: oursDigest }: TemplateDetail): { content: string; digest: string } {
  const version = versions.find(({ state }) => state === 'in_force');
  return version ? { content: version.content, digest: version.content_digest } : { content: ours, digest: oursDigest };
}

function Parts({ detail }: { detail: TemplateDetail }) {
  const t = useTexts('templates');
  const maySettle = useCan('approve_template');
  const [tab, setTab] = useState<string | null>(detail.summary.contested && maySettle ? 'versions' : 'edit');
  // A draft goes on from where it was begun, whatever comes in force meanwhile.
  const [base, setBase] = useState(() => inForce(detail));
  const [unsaved, setUnsaved] = useState(false);
  /** What to begin a new draft from, once somebody says that the one at hand may go. */
  const [next, setNext] = useState<{ content: string; digest: string } | null>(null);
  const begin = (version: { content: string; digest: string }) => {
    setNext(null);
    setBase(version);
    setTab('edit');
  };
  return (
    <>
      {detail.summary.problem ? <div className={classes.alert}><ProblemAlert problem={detail.summary.problem} /></div> : null}
      <Tabs value={tab} onChange={setTab} keepMounted>
        <Tabs.List>
          <Tabs.Tab value="edit" data-testid="template-tab-edit">{t('tab.edit')}</Tabs.Tab>
          <Tabs.Tab value="versions" data-testid="template-tab-versions">{t('tab.versions', { count: detail.versions.length })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="edit" pt="md">
          <Editor key={base.digest} detail={detail} base={base} onSaved={() => setTab('versions')} onUnsaved={setUnsaved} />
        </Tabs.Panel>
        <Tabs.Panel value="versions" pt="md">
          {tab === 'versions' ? (
            <Versions
              detail={detail}
              onEdit={(version) => (unsaved && version.digest !== base.digest ? setNext(version) : begin(version))}
            />
          ) : null}
        </Tabs.Panel>
      </Tabs>
      <LeaveDialog opened={next !== null} onStay={() => setNext(null)} onLeave={() => next && begin(next)} />
    </>
  );
}
