/** One label: its editor with the live picture, and its versions with what is signed of them. */
import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type LabelTemplate, type TemplateDetail } from '@/api';
import { Loaded, PageHeader, ProblemAlert, useOpen, useTexts, useWord } from '@/shared';
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
  const [tab, setTab] = useState<string | null>('edit');
  // A draft goes on from where it was begun, whatever comes in force meanwhile.
  const [base, setBase] = useState(() => inForce(detail));
  return (
    <>
      {detail.summary.problem ? <div className={classes.alert}><ProblemAlert problem={detail.summary.problem} /></div> : null}
      <Tabs value={tab} onChange={setTab} keepMounted>
        <Tabs.List>
          <Tabs.Tab value="edit" data-testid="template-tab-edit">{t('tab.edit')}</Tabs.Tab>
          <Tabs.Tab value="versions" data-testid="template-tab-versions">{t('tab.versions', { count: detail.versions.length })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="edit" pt="md">
          <Editor key={base.digest} detail={detail} base={base} onSaved={() => setTab('versions')} />
        </Tabs.Panel>
        <Tabs.Panel value="versions" pt="md">
          {tab === 'versions' ? (
            <Versions
              detail={detail}
              onEdit={(version) => {
                setBase(version);
                setTab('edit');
              }}
            />
          ) : null}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
