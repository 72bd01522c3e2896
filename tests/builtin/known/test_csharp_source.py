"""What is read from declarations of C# types."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.known.csharp_source import Parameter, declarations
from vboard.builtin.known.generate import Tree, table

DEVICE = """\
// class Ghost { }
namespace Antmicro.Renode.Peripherals.Test
{
    [AllowedTranslations(AllowedTranslation.ByteToDoubleWord)]
    public class Device : BasicDoubleWordPeripheral, IKnownSize, INumberedGPIOOutput
    {
        public Device(IMachine machine, [NameAlias("freq")] uint frequency = 8 * Second,
            Mode mode = Mode.Fast) : base(machine)
        {
            var text = "public GPIO Hidden { }";
        }
        public GPIO IRQ { get; }
        [DefaultInterrupt]
        public GPIO Alarm { get; } = new GPIO();
        public bool Enabled { get; set; }
        public bool Fixed { get; private set; }
        public long Size => 0x100;
        private const uint Second = 1000;
        public enum Mode { Slow, Fast = 4 }
    }
    public abstract class BasicDoubleWordPeripheral : IDoubleWordPeripheral { }
    public interface IDoubleWordPeripheral : IBusPeripheral { }
    public interface IBusPeripheral : IPeripheral { }
    public interface IPeripheral { }
    public interface INumberedGPIOOutput : IPeripheral { }
    public interface IKnownSize : IPeripheral { }
}
"""


def test_a_class() -> None:
    found = {each.name: each for each in declarations(DEVICE)}
    device = found["Device"]
    assert "Ghost" not in found
    assert device.full == "Antmicro.Renode.Peripherals.Test.Device"
    assert device.bases == ["BasicDoubleWordPeripheral", "IKnownSize", "INumberedGPIOOutput"]
    assert device.constructors == [
        [
            Parameter("machine", "IMachine"),
            Parameter("frequency", "uint", "8 * Second", "freq"),
            Parameter("mode", "Mode", "Mode.Fast"),
        ]
    ]
    assert (device.outputs, device.default_output) == (["IRQ", "Alarm"], "Alarm")
    assert device.properties == ["Enabled"]
    assert found["Device+Mode"].members == ["Slow", "Fast"]
    assert found["BasicDoubleWordPeripheral"].abstract


def test_facts_of_a_tree(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "Device.cs").write_text(DEVICE, encoding="utf-8")
    found = table(Tree(tmp_path), Tree(tmp_path))
    device = found["1.16.1"]["Test.Device"]
    assert {"bus", "sized", "numbered"} <= set(device["is"])
    assert (device["size"], device["default"]) == (0x100, "Alarm")
    assert device["constructors"][0][1] == ["frequency", "System.UInt32", "8000", "freq"]
    assert found["newer"] == {}
