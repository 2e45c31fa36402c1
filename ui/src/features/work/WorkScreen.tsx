/** `/work`: what stations or records disagree about, and what waits for a person's decision. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type WorkItem, type WorkList } from '@/api';
import { EmptyState, Loaded, PageHeader, useRouteId, useTexts } from '@/shared';
import { ActionPanel } from './ActionPanel';
import { ItemPanel } from './ItemPanel';
import { ItemList } from './ItemList';
import { isOfRefused, isResolvable } from './kinds';
import { ProcedurePanel } from './ProcedurePanel';
import { RefusedPanel } from './RefusedPanel';
import { ResolvePanel } from './ResolvePanel';
import { RoomPanel } from './RoomPanel';
import { RunPanel } from './RunPanel';
import { SamplePanel } from './SamplePanel';
import { TemplatePanel } from './TemplatePanel';
import { ThingPanel } from './ThingPanel';
import classes from './Work.module.css';

export function WorkScreen() {
  const t = useTexts('work');
  const work = useCommandQuery('work.list', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={work}>
        {({ items, more }) => items.length === 0
          ? <EmptyState icon={IconCircleCheck} title={t('empty')} hint={t('empty_hint')} />
          : <Items items={items} more={more} />}
      </Loaded>
    </>
  );
}

function Items({ items, more }: WorkList) {
  const routeId = useRouteId();
  const [chosen, setChosen] = useState<string | null>(routeId);
  const item = items.find(({ key }) => key === chosen) ?? items[0];
  if (!item) return null;
  return (
    <div className={classes.columns}>
      <ItemList items={items} more={more} chosen={item.key} onChoose={setChosen} />
      <Settled key={item.key} item={item} />
    </div>
  );
}

/** Where an item of its kind is settled. */
function Settled({ item }: { item: WorkItem }) {
  if (isResolvable(item.kind)) return <ResolvePanel item={item} />;
  if (item.kind === 'run_unaccounted') return <RunPanel item={item} />;
  if (item.kind === 'room_stopped') return <RoomPanel item={item} />;
  if (isOfRefused(item.kind)) return <RefusedPanel item={item} />;
  if (item.thing) return <ThingPanel item={item} thing={item.thing} />;
  if (item.kind.startsWith('procedure_')) return <ProcedurePanel item={item} />;
  if (item.kind.startsWith('action_')) return <ActionPanel item={item} />;
  if (item.kind.startsWith('part_')) return <SamplePanel item={item} />;
  return item.kind === 'contested_template' ? <TemplatePanel item={item} /> : <ItemPanel item={item} />;
}
