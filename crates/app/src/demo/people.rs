//! Invented mothers. No name, number or telephone belongs to anybody: identity numbers carry an impossible region.

use super::Dice;
use domain::record::MotherPersonal;

const FAMILY_NAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "欧阳", "上官",
];
const GIVEN_NAMES: &[&str] = &[
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "婷", "雪", "琳", "洁", "梅", "慧", "欣怡", "梓涵",
    "雨桐", "诗涵", "晓燕", "秀英", "玉兰", "桂英", "佳怡", "思琪", "雅婷", "美玲", "文静", "海燕", "春梅",
    "龘", "㐂子",
];

pub(super) fn mother(dice: &mut Dice) -> MotherPersonal {
    let family = dice.pick(FAMILY_NAMES).copied().unwrap_or("王");
    let given = dice.pick(GIVEN_NAMES).copied().unwrap_or("芳");
    let (year, month, day) = (dice.between(1984, 2004), dice.between(1, 12), dice.between(1, 28));
    let tail = dice.between(0, 9_999);
    MotherPersonal {
        name: format!("{family}{given}"),
        identity_document: format!("990000{year}{month:02}{day:02}{tail:04}"),
        phone: format!("199{:08}", dice.below(100_000_000)),
    }
}
