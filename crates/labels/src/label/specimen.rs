//! Invented labels of every template, for a look before anything real is printed: they say DEMO/演示.

use isbt128::{
    Abo, BloodGroup, CivilDate, DatePurpose, DonationNumber, Flags, IntendedUse, LocalCode, LocalKind,
    ProductCode, RhD, ScanDate, ScanError, Scheme, StaffId, TimeOfDay,
};

use super::{BankMode, LabelCode, LabelModel, LabelTexts, Language, ProductCodes};
use crate::template::TemplateId;

impl LabelModel {
    /// An invented label of a demonstration bank that fills the whole template.
    ///
    /// # Errors
    /// None in practice: the invented codes are sound.
    pub fn specimen(template: TemplateId, language: Language, scheme: Scheme) -> Result<Self, ScanError> {
        let (code, texts) = (code(template, scheme)?, texts(template, language));
        Ok(Self { template, language, code, mode: BankMode::Demo, copy: 1, texts })
    }
}

impl LabelModel {
    /// [`LabelModel::specimen`] with the longest names of real places and people, and rarer characters than most fonts
    /// have: a template that holds these holds what comes.
    ///
    /// # Errors
    /// None in practice.
    pub fn longest_specimen(
        template: TemplateId,
        language: Language,
        scheme: Scheme,
    ) -> Result<Self, ScanError> {
        let specimen = Self::specimen(template, language, scheme)?;
        let hospital =
            "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿图什市妇幼保健计划生育服务中心（𠮷龘㐂𣲘）妇产科一病区";
        let latin =
            "The First Affiliated Hospital of the Xinjiang Uygur Autonomous Region Medical University";
        let place = if language == Language::Chinese { hospital } else { latin }.to_owned();
        let person = "阿卜杜喀迪尔·买买提吐尔逊·阿布都热依木江 Abdulkadir Maimaititursun".to_owned();
        let position = "GUANGZHOU-2/TANK-012/RACK-03/LEVEL-2/S-14".to_owned();
        let texts = LabelTexts {
            bank: place.clone(),
            collection_centre: place.clone(),
            sender: place.clone(),
            recipient: place.repeat(2),
            warning: place.clone(),
            purpose: place.clone(),
            modifier: place.clone(),
            anticoagulant: place.clone(),
            testing: place.repeat(3),
            product: place.clone(),
            product_code: position.clone(),
            detail: person.clone(),
            name: person.clone(),
            content: person,
            position,
            ..specimen.texts
        };
        Ok(Self { texts, copy: 12, ..specimen })
    }
}

/// What a label of this template carries.
fn code(template: TemplateId, scheme: Scheme) -> Result<LabelCode, ScanError> {
    let din = DonationNumber::parse("A999926000123")?;
    let local = |kind, text| Ok(LabelCode::Local(LocalCode::new(kind, text)?));
    let donation = |flags| LabelCode::Donation { din, flags, scheme };
    Ok(match template {
        TemplateId::Position => return local(LocalKind::Position, "GZ/T012/R03/L2/S14"),
        TemplateId::ShippingBox => return local(LocalKind::Box, "BOX-2026-000123"),
        TemplateId::Equipment => return local(LocalKind::Equipment, "CF-07"),
        TemplateId::Badge if scheme == Scheme::Local => return local(LocalKind::Staff, "N-0042"),
        TemplateId::Badge => LabelCode::Staff(StaffId::parse("A9999N00042")?),
        TemplateId::Tube => donation(Flags::TEST_TUBE),
        TemplateId::MaternalTube => donation(Flags::MATERNAL_TUBE),
        TemplateId::Form => donation(Flags::FORM),
        TemplateId::Segment => donation(Flags::SEGMENT),
        TemplateId::Vial => donation(Flags::VIAL),
        TemplateId::Canister => donation(Flags::CANISTER),
        TemplateId::Compartment => {
            LabelCode::Product(ProductCodes { flags: Flags::container(2)?, ..product(din, scheme)? })
        }
        TemplateId::Quadrants => LabelCode::Product(product(din, scheme)?),
        _ => donation(Flags::NONE),
    })
}

fn product(din: DonationNumber, scheme: Scheme) -> Result<ProductCodes, ScanError> {
    let date = |purpose, (year, month, day), (hour, minute)| -> Result<Option<ScanDate>, ScanError> {
        let (date, time) = (CivilDate::new(year, month, day)?, Some(TimeOfDay::new(hour, minute)?));
        Ok(Some(ScanDate { purpose, date, time }))
    };
    let product = if scheme == Scheme::Isbt128 { Some(ProductCode::parse("S1128VA0")?) } else { None };
    Ok(ProductCodes {
        din,
        flags: Flags::NONE,
        scheme,
        product,
        blood_group: Some(BloodGroup::new(Abo::A, RhD::Positive, IntendedUse::NotSpecified)),
        expires: date(DatePurpose::Expiry, (2046, 3, 2), (23, 59))?,
        collected: date(DatePurpose::Collection, (2026, 3, 2), (8, 15))?,
    })
}

/// What people read on it.
fn texts(template: TemplateId, language: Language) -> LabelTexts {
    let pick = |zh: &str, en: &str| if language == Language::Chinese { zh } else { en }.to_owned();
    let (content, name, detail) = match template {
        TemplateId::Segment => ("3 / 5".to_owned(), String::new(), String::new()),
        TemplateId::Vial => (pick("DNA　2 / 4", "DNA  2 / 4"), String::new(), String::new()),
        TemplateId::CryoBagTwo => ("20.0 mL".to_owned(), String::new(), "5.0 mL".to_owned()),
        TemplateId::Equipment => {
            let detail = pick("型号 5910 R · 序列号 0042117", "Model 5910 R · S/N 0042117");
            (String::new(), pick("离心机 07", "Centrifuge 07"), detail)
        }
        _ => (String::new(), pick("陈𠮷祥", "Chen Jixiang"), pick("护士 · 采集", "Nurse · collection")),
    };
    LabelTexts {
        bank: pick("广东省脐带血造血干细胞库", "Guangdong Cord Blood Bank"),
        collection_centre: pick(
            "广东省妇幼保健院番禺院区产科 𠮷龘㐂",
            "Guangdong Women and Children Hospital 𠮷龘㐂",
        ),
        collected_at: "2026-03-02 08:15 (00:15 UTC)".into(),
        frozen_at: "2026-03-03 10:40".into(),
        anticoagulant: "CPD 35 mL".into(),
        volume: "25.0 mL".into(),
        modifier: pick("公共库", "Public inventory"),
        blood_group: pick("A RhD 阳性", "A RhD pos"),
        purpose: "EDTA 5 mL".into(),
        temperature: "≤ −150 °C".into(),
        warning: pick("检疫中", "QUARANTINE"),
        position: "GZ/T012/R03/L2/S14".into(),
        sender: pick(
            "广州市第一人民医院，广州市越秀区盘福路1号",
            "Guangzhou First People's Hospital, 1 Panfu Road",
        ),
        recipient: pick(
            "广东省脐带血造血干细胞库，广州市科学城揽月路",
            "Guangdong Cord Blood Bank, Lanyue Road, Science City, Guangzhou",
        ),
        count: pick("3 份", "3 units"),
        product: pick("冷冻保存 · DMSO 10 %", "Cryopreserved · DMSO 10 %"),
        product_code: "CB-2026-01".into(),
        expires_at: "2046-03-02 23:59".into(),
        testing: pick(
            "抗-HIV、HBsAg、抗-HCV、梅毒、抗-HTLV 阴性；抗-CMV 阳性",
            "Anti-HIV, HBsAg, anti-HCV, syphilis, anti-HTLV negative; anti-CMV positive",
        ),
        compartment: "2 / 5".into(),
        content,
        name,
        detail,
    }
}
