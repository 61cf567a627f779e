"""Chinese words of the field in English, so that a Chinese question finds English prose."""

# Longer words first where one contains another.
GLOSSARY = {
    "稀疏注意力": "sparse attention", "线性注意力": "linear attention", "注意力": "attention", "稀疏": "sparse",
    "混合专家": "mixture of experts", "大语言模型": "language model", "大模型": "model", "语言模型": "language model",
    "扩散模型": "diffusion", "世界模型": "world model", "推理模型": "reasoning", "基座模型": "base model",
    "基础模型": "base model", "多模态": "multimodal", "开放权重": "open weights", "开源": "open source", "闭源": "closed",
    "许可证": "licence", "许可": "licence", "协议": "licence", "商用": "commercial", "蒸馏": "distill", "微调": "fine-tune",
    "强化学习": "reinforcement learning", "预训练": "pre-trained", "训练": "training", "推理": "reasoning", "上下文": "context",
    "参数": "parameters", "智能体": "agent", "代理": "agent", "编程": "code", "代码": "code", "数学": "math",
    "定理证明": "prover", "视觉": "vision", "图像": "image", "文生图": "image", "图片": "image", "视频": "video",
    "文生视频": "video", "语音": "speech", "声音": "voice", "音频": "audio", "音乐": "music", "翻译": "translation",
    "嵌入": "embedding", "向量": "embedding", "重排": "rerank", "文字识别": "ocr", "文档": "document", "机器人": "robot",
    "具身": "embodied", "自动驾驶": "driving", "医疗": "medical", "金融": "finance", "搜索": "search", "价格": "price",
    "降价": "price", "融资": "funding", "估值": "valuation", "上市": "listing", "收购": "takeover", "制裁": "restriction",
    "实体清单": "entity list", "黑名单": "list", "芯片": "chip", "昇腾": "ascend", "英伟达": "nvidia", "创始人": "founder",
    "首席执行官": "chief executive", "离职": "resignation", "裁员": "layoff", "解雇": "layoff", "下线": "retire", "下架": "retire",
    "备案": "filing", "诉讼": "lawsuit", "起诉": "lawsuit", "禁令": "ban",
    "价格战": "price war", "涨价": "price", "芯片禁令": "chip ban", "出口管制": "export controls", "开源模型": "open-source model",
    "上下文窗口": "context window", "人工智能": "ai", "思维链": "chain of thought", "独角兽": "unicorn", "招股书": "prospectus",
    "版权": "copyright", "营收": "revenue", "收入": "revenue", "月活": "monthly users", "算力": "computing", "数据中心": "data centre",
    "意大利": "italy", "迪士尼": "disney", "手机": "phone", "罗福莉": "luo fuli", "林俊旸": "lin junyang",
    "论文": "paper", "排行榜": "arena", "基准": "benchmark", "缓存": "cached",
}  # fmt: skip


# Types of event -> the words by which one is found, where they are more than the type itself.
TYPES = {"listing": "listing ipo", "other": ""}

# Words of which each also finds the others.
ALIKE = (
    ("ipo", "listing", "listed", "flotation"), ("moe", "mixture of experts"), ("acquisition", "acquire", "acquired", "takeover"),
    ("sanction", "sanctions", "restriction", "blacklist", "export controls", "chip ban"),
    ("lawsuit", "lawsuits", "sued", "sues"), ("layoff", "layoffs", "laid off", "dismissed", "job cuts"),
    ("resignation", "resigns", "resigned", "step down", "steps down", "departure", "team left", "who left"), ("ceo", "chief executive"),
    ("funding", "investment", "raised", "round"), ("ocr", "text recognition"), ("tts", "text to speech"), ("asr", "speech recognition"),
    ("retired", "retire", "shutdown", "discontinued"), ("mau", "monthly users", "monthly active users"), ("rl", "reinforcement learning"),
)  # fmt: skip


# Words that also find narrower ones, which do not find them.
NARROWER = {"restriction": ("entity list",), "court": ("lawsuit",)}
_TIE = "\ue000"  # stands for the blank in a phrase while words are told apart


def alike(word: str) -> tuple[str, ...]:
    """The word and those that mean the same."""
    same = (word, *(other for group in ALIKE if word in group for other in group if other != word))
    return (*same, *(other for known in same for other in NARROWER.get(known, ())))


def terms(text: str) -> list[str]:
    """The words of a text, every known Chinese word in English, a phrase as one."""
    for chinese in sorted(GLOSSARY, key=len, reverse=True):
        text = text.replace(chinese, f" {GLOSSARY[chinese].replace(' ', _TIE)} ")
    return [word.replace(_TIE, " ") for word in text.split()]
