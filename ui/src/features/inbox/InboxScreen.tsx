/** `/inbox`: results of analysers that wait for a person: whose they are, why they wait, what they say. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type InboxItem } from '@/api';
import { EmptyState, Loaded, PageHeader, useRouteId, useTexts } from '@/shared';
import { AnalyserLine } from './AnalyserLine';
import { MessageList } from './MessageList';
import { MessagePanel } from './MessagePanel';
import classes from './Inbox.module.css';

export function InboxScreen() {
  const t = useTexts('inbox');
  const inbox = useCommandQuery('inbox.list', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={<AnalyserLine />} />
      <Loaded query={inbox}>
        {({ messages, total }) => messages.length === 0
          ? <EmptyState icon={IconCircleCheck} title={t('empty')} hint={t('empty_hint')} />
          : <Messages messages={messages} total={total} />}
      </Loaded>
    </>
  );
}

function Messages({ messages, total }: { messages: InboxItem[]; total: number }) {
  const routeId = useRouteId();
  const [chosen, setChosen] = useState<string | null>(routeId);
  const item = messages.find(({ message }) => message === chosen) ?? messages[0];
  if (!item) return null;
  return (
    <div className={classes.columns}>
      <MessageList messages={messages} total={total} chosen={item.message} onChoose={setChosen} />
      <MessagePanel key={item.message} message={item.message} />
    </div>
  );
}
