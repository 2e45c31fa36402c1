//! A believable certificate.

use isbt128::{DonationNumber, Scheme};
use labels::BankMode;
use labels::certificate::{
    CollectionFacts, DeviationRow, Issue, LedgerMark, LocationRow, MarkerRow, ReleaseCertificate, ResultRow,
    StepRow, UnitFacts, Verdict,
};
use labels::document::{Bilingual, Signature};

/// A certificate of an ordinary public unit with one deviation.
pub fn certificate(din: DonationNumber) -> ReleaseCertificate {
    ReleaseCertificate {
        number: "RC-2026-000123 v1".into(),
        issued_at: "2026-11-21 15:02 +08:00".into(),
        created_utc: "2026-11-21T07:02:00Z".into(),
        bank: Bilingual::new("广东省脐带血造血干细胞库", "Guangdong Cord Blood Bank"),
        bank_note: "广州市科学城揽月路 · 血站执业许可证 00-0000".into(),
        facility: "A9999".into(),
        din,
        scheme: Scheme::Local,
        unit: UnitFacts {
            inventory: Bilingual::new("公共库", "Public"),
            product: Bilingual::new("脐带血造血干细胞", "HPC, Cord Blood"),
            blood_group: "A RhD+".into(),
            hla:
                "A*02:07 A*11:01; B*40:01 B*46:01; C*01:02 C*07:02; DRB1*09:01 DRB1*15:01 (NGS, 4 位 4-digit)"
                    .into(),
            containers: "1 袋，5 腔 1 bag, 5 compartments".into(),
            volume: "25.0 mL".into(),
            anticoagulant: "CPD 35 mL; DMSO 10 %; 右旋糖酐40 Dextran 40 1 %".into(),
            storage_temperature: "≤ −150 °C".into(),
            expiry: String::new(),
            recipient: "南方医科大学南方医院 · P-2026-0417".into(),
            intended_use: "造血干细胞移植 Haematopoietic transplantation".into(),
        },
        collection: CollectionFacts {
            centre: "广东省妇幼保健院番禺院区产科".into(),
            collected_at: "2026-03-02 08:15 +08:00".into(),
            collector: "陈𠮷祥".into(),
            gestation: "39 周 + 4 天 39 w + 4 d".into(),
            birth: "女 F · 3 420 g · 阴道分娩 vaginal".into(),
            received_at: "2026-03-02 16:40 +08:00 · 12.4 °C".into(),
            processing_site: "广东省脐带血造血干细胞库 处理一部".into(),
            frozen_at: "2026-03-03 10:40 +08:00".into(),
        },
        steps: steps(),
        results: results(),
        markers: markers(),
        locations: vec![
            location("广州 / 1号库 / 检疫罐 Q02 / R01 / L3 / S08", "2026-03-03 11:20", "2026-04-10 09:05"),
            location("广州 / 2号库 / 罐 T012 / R03 / L2 / S14", "2026-04-10 09:06", ""),
        ],
        deviations: vec![DeviationRow {
            number: "NC-0031".into(),
            text: "转运箱温度记录中断 14 分钟。 Temperature record of the box interrupted for 14 min.".into(),
            disposition: "评估后接受，王敏，2026-03-04。 Accepted after assessment.".into(),
        }],
        signatures: vec![
            signature("王敏", "已审核", "Reviewed", "14:20", "06:20"),
            signature("李龘 Li Da", "批准放行", "Approved for release", "15:02", "07:02"),
        ],
        issue: Issue::Original,
        mode: BankMode::Live,
        ledger: LedgerMark {
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            chain_position: "GZ-LAB-01 #48213".into(),
            seal: "CORDKEEP:V1:RELEASE:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08:0123456789ABCDEF0123456789ABCDEF:48213:9F86D081884C7D65".into(),
        },
    }
}

fn location(position: &str, from: &str, until: &str) -> LocationRow {
    LocationRow { position: position.into(), from: from.into(), until: until.into(), person: "何㐂".into() }
}

fn signature(name: &str, zh: &str, en: &str, local: &str, utc: &str) -> Signature {
    Signature {
        name: name.into(),
        meaning: Bilingual::new(zh, en),
        signed_local: format!("2026-11-21 {local}:09 +08:00"),
        signed_utc: format!("2026-11-21 {utc}:09 UTC"),
        digest: "4e07408562bedb8b".into(),
        voided: None,
    }
}

fn steps() -> Vec<StepRow> {
    [
        ("接收核对", "Receipt check", "温度记录仪 DL-07", "12.4 °C"),
        ("称重", "Weighing", "天平 BL-02", "147.3 g"),
        ("取样", "Sampling", "", "TNC 2.0 mL, 无菌 10 mL"),
        ("加羟乙基淀粉", "HES addition", "HES 批号 P26-0012", "1 : 5"),
        ("离心一", "First spin", "离心机 CF-07", "50 g × 6 min"),
        ("分离血浆", "Plasma expression", "AXP-03", "20.0 mL"),
        ("加DMSO", "DMSO addition", "DMSO 批号 D26-113", "10 %"),
        ("程序降温", "Controlled freezing", "程控降温仪 CRF-02", "曲线 C-11"),
    ]
    .into_iter()
    .enumerate()
    .map(|(i, (zh, en, equipment, record))| StepRow {
        name: Bilingual::new(zh, en),
        at: format!("2026-03-03 {:02}:{:02}", 8 + i / 3, 10 + i * 5),
        person: "赵云 / 孙莉".into(),
        equipment: equipment.into(),
        record: record.into(),
    })
    .collect()
}

fn results() -> Vec<ResultRow> {
    [
        ("有核细胞总数", "Total nucleated cells", "12.6", "×10⁸", "≥ 8.0", Verdict::Pass),
        ("活率", "Viability", "97.2", "%", "≥ 90", Verdict::Pass),
        ("CD34+细胞数", "CD34+ cells", "3.41", "×10⁶", "≥ 1.25", Verdict::Pass),
        ("CFU-GM", "CFU-GM", "8.9", "×10⁵", "", Verdict::Information),
        (
            "无菌（需氧/厌氧）",
            "Sterility, aerobic and anaerobic",
            "无生长 no growth",
            "",
            "无生长",
            Verdict::Pass,
        ),
        ("血红蛋白病筛查", "Haemoglobinopathy", "未检出 not detected", "", "", Verdict::Information),
    ]
    .into_iter()
    .map(|(zh, en, value, unit, limit, verdict)| ResultRow {
        name: Bilingual::new(zh, en),
        value: value.into(),
        unit: unit.into(),
        limit: limit.into(),
        source: "CN-2002 v3".into(),
        method: "SOP-QC-011 · 质控室".into(),
        verdict,
    })
    .collect()
}

fn markers() -> Vec<MarkerRow> {
    let mother = Bilingual::new("母血", "Mother");
    let unit = Bilingual::new("脐血", "Unit");
    [
        ("HIV-1/2抗体", "HIV-1/2 antibody", &mother),
        ("乙肝表面抗原", "HBs antigen", &mother),
        ("丙肝抗体", "HCV antibody", &mother),
        ("梅毒抗体", "Syphilis antibody", &mother),
        ("巨细胞病毒IgM", "CMV IgM", &mother),
        ("HTLV-I/II抗体", "HTLV-I/II antibody", &mother),
        ("HIV/HBV/HCV核酸", "HIV/HBV/HCV NAT", &unit),
    ]
    .into_iter()
    .map(|(zh, en, sample)| MarkerRow {
        name: Bilingual::new(zh, en),
        sample: sample.clone(),
        result: "阴性 negative".into(),
        method: "ELISA · 广州血液中心".into(),
        date: "2026-03-05".into(),
        verdict: Verdict::Pass,
    })
    .collect()
}
