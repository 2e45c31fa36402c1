/** `/freezing`: the curves of the bank's freezers, those that wait for a review first; `/freezing/new`: a file is brought in; `/freezing/<curve>`: one of them. */
import { useOpen, useRouteId } from '@/shared';
import { CurveList } from './CurveList';
import { CurvePage } from './CurvePage';
import { NEW_CURVE } from './curve';
import { NewCurve } from './NewCurve';

export function FreezingScreen() {
  const open = useOpen();
  const id = useRouteId();
  const back = () => open.screen('freezing');
  if (id === null) return <CurveList onOpen={(curve) => open.screen('freezing', curve)} onNew={() => open.screen('freezing', NEW_CURVE)} />;
  return id === NEW_CURVE
    ? <NewCurve onBack={back} onDone={(curve) => open.screen('freezing', curve)} />
    : <CurvePage key={id} curve={id} onBack={back} />;
}
