"""How names are read that hubs, routers, clouds and price tables write. Whether a name is known plays no part here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnai.store.addresses import Address, domain, parts


def told(address: Address) -> str:
    """vendor: name > shorter name @host, with a star if a quantisation was taken off."""
    vendor = f"{address.vendor}: " if address.vendor else ""
    return vendor + " > ".join(address.names) + (f" @{address.host}" if address.host else "") + "*" * address.is_copy


QWEN = ["Qwen/Qwen3-8B", "Qwen: Qwen3-8B"]
PAGES = [
    "https://huggingface.co/{}",
    "huggingface.co/{}/tree/main",
    "HTTPS://HF.CO/{}?x=1#top",
    "https://www.modelscope.cn:443/models/{}/summary",
    "https://modelscope.cn/models/{}/files",
    "git@github.com:{}.git",
    "https://build.nvidia.com/{}",
    "ssh://gitee.com/{}/blob/main/README.md",
    "https://hf-mirror.com/models/{}/discussions/3",
    "  <{}> ",
    "`{}/`",
    "openrouter/{}",
    "hf:{}",
    "together_ai/{}",
    "accounts/fireworks/models/{}",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_hub_is_vendor_and_name(page):
    assert [told(a) for a in parts(page.format("Qwen/Qwen3-8B"))] == QWEN


@pytest.mark.parametrize(
    ("query", "readings"),
    [
        ("", []),
        ("/", []),
        ("https://huggingface.co", []),
        ("https://huggingface.co/", []),
        ("https://huggingface.co/datasets/Qwen/x", []),
        ("https://hf.co/spaces/Qwen/demo", []),
        ("https://hf.co/Papers/2505.09388", []),
        ("Qwen3-8B", ["Qwen3-8B"]),
        ("models/Qwen3-8B", ["Qwen3-8B"]),
        ("together", ["together"]),
        ("together/groq", ["groq"]),
        ("Qwen/models/Qwen3-8B", QWEN),
        ("a//Qwen/Qwen3-8B", QWEN),
        ("https://hf.co/Qwen", ["Qwen"]),
        ("https://hf.co/Qwen/tree", ["Qwen"]),
        ("https://hf.co/organizations/Qwen/activity", ["Qwen"]),
        ("https://hf.co/models", ["models"]),
        ("https://hf.co/Qwen/Qwen3%2D8B", QWEN),
        # who keeps a site
        ("https://chat.qwen.ai/c/1", ["chat.qwen.ai > qwen.ai @chat.qwen.ai"]),
        ("https://www.x.com.cn:8080", ["x.com.cn > x.com.cn @x.com.cn"]),
        ("https://Qwen.github.io/blog", ["qwen @qwen.github.io", "qwen.github.io > github.io @qwen.github.io"]),
        ("chat.deepseek.com", ["chat.deepseek.com > deepseek.com @chat.deepseek.com", "chat.deepseek.com", "chat: deepseek.com"]),
        ("a_b.com", ["a_b.com", "a_b: com"]),
        # endings, quantisations, other ways to write a number
        (
            "openrouter/zz/deepseek-chat-v3.1:free",
            [
                "zz/deepseek-chat-v3.1:free > zz/deepseek-chat-v3.1 > zz/deepseek-v3.1",
                "zz: deepseek-chat-v3.1:free > deepseek-chat-v3.1 > deepseek-v3.1",
            ],
        ),
        ("fireworks/models/glm-4p6", ["glm-4p6 > glm-4.6"]),
        ("Qwen3-8B-AWQ-4bit:free", ["Qwen3-8B-AWQ-4bit:free > Qwen3-8B-AWQ-4bit > Qwen3-8B*"]),
        ("Qwen3-8B:free", ["Qwen3-8B:free > Qwen3-8B"]),
        ("Qwen3-8B-Q4_K_M", ["Qwen3-8B-Q4_K_M > Qwen3-8B*"]),
        ("deepseek-r1@latest", ["deepseek-r1@latest > deepseek-r1"]),
        ("@latest", ["@latest"]),
        ("[1m]", ["[1m]"]),
        ("kimi-k3[1m]", ["kimi-k3[1m] > kimi-k3"]),
        ("glm-5-maas", ["glm-5-maas > glm-5"]),
        ("deepseek-r1:novita", ["deepseek-r1:novita > deepseek-r1"]),
        ("deepseek-r1:32b", ["deepseek-r1:32b"]),
        ("unsloth/Qwen3-8B-GGUF", ["unsloth/Qwen3-8B-GGUF", "unsloth: Qwen3-8B-GGUF > Qwen3-8B*"]),
        (
            "bartowski/Qwen_Qwen3-8B-GGUF",
            ["bartowski/Qwen_Qwen3-8B-GGUF", "bartowski: Qwen_Qwen3-8B-GGUF > Qwen_Qwen3-8B*", "bartowski: Qwen3-8B-GGUF > Qwen3-8B*"],
        ),
        ("@cf/qwen/qwen3-30b-a3b-fp8", ["qwen/qwen3-30b-a3b-fp8", "qwen: qwen3-30b-a3b-fp8 > qwen3-30b-a3b*"]),
        # a vendor before a point
        ("us.deepseek.r1-v1:0", ["us.deepseek.r1-v1:0 > us.deepseek.r1", "deepseek: r1-v1:0 > r1"]),
        ("eu.qwen.qwen3-32b", ["eu.qwen.qwen3-32b", "qwen: qwen3-32b"]),
        ("x.y", ["x.y"]),
        ("1.2.3", ["1.2.3"]),
        ("qwen.", ["qwen."]),
        ("Qwen/qwen.plus", ["Qwen/qwen.plus", "Qwen: qwen.plus"]),
    ],
)
def test_a_name_is_read_so(query, readings):
    assert [told(a) for a in parts(query)] == readings


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("chat.qwen.ai", "qwen.ai"),
        ("Qwen.AI", "qwen.ai"),
        ("ai", "ai"),
        ("www.x.com.cn", "x.com.cn"),
        ("a.b.co.uk", "b.co.uk"),
        ("com.cn", "com.cn"),
        ("a.b.c.d", "c.d"),
        ("openi.pcl.ac.cn", "pcl.ac.cn"),
    ],
)
def test_the_registered_part_of_a_host(host, registered):
    assert domain(host) == registered


@given(st.text("aQ3/:.-_@[]? %", max_size=30) | st.text(max_size=30))
def test_every_text_can_be_read(text):
    for address in parts(text):
        assert address.names
        assert all(address.names)
